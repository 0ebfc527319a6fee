import assert from "node:assert/strict";
import type { Aws } from "../../../standins/aws/plugin/aws";
import { connection, unservedOptions } from "../../../standins/aws/plugin/connection";
import type { Handler } from "../../../standins/aws/plugin/handler";
import { Incomplete, Resources } from "../../../standins/aws/plugin/resources";
import { type Properties, UNKNOWN } from "../../../standins/aws/plugin/values";
import type { Schema } from "../../../standins/aws/schema/shapes";

const URN = "urn:pulumi:stack::project::flink:index:Parent$aws:test/thing:Thing::orders-Thing";
const SCHEMA: Schema = {
  "aws:test/thing:Thing": {
    inputs: {
      object: {
        name: "string",
        size: "number",
        policy: { oneOf: ["string", { map: "any" }] },
        keep: "boolean",
        region: "string",
        color: "string",
      },
      required: ["size"],
    },
    outputs: ["arn", "keep", "name", "policy", "region", "size"],
  },
};
const SEED = Buffer.from("seed");

describe("resources of the stand-in for the AWS provider plugin", () => {
  let things: Map<string, Properties>;
  let settle: () => void;
  let regions: (string | undefined)[];
  let resources: Resources;

  beforeEach(() => {
    things = new Map();
    settle = () => undefined;
    regions = [];
    const handler: Handler = {
      serves: ["name", "size", "policy", "keep", "region"],
      replaceOn: ["name"],
      name: { input: "name", make: (stem) => stem.toLowerCase() },
      async create({ name, size, policy }) {
        things.set(name, { name, size, policy, arn: `arn:${name}`, undeclared: true });
        return name;
      },
      async settle() {
        settle();
      },
      async read(id) {
        return things.get(id);
      },
      async update(id, { size, policy }) {
        Object.assign(things.get(id)!, { size, policy });
      },
      async delete(id) {
        if (!things.delete(id)) throw Object.assign(new Error("gone"), { name: "NoSuchEntity" });
      },
    };
    const clients = (region?: string) => {
      regions.push(region);
      return { region: region ?? "default" } as Aws;
    };
    resources = new Resources({ "aws:test/thing:Thing": handler }, SCHEMA, clients);
  });

  it("get a name that lasts", () => {
    const { inputs, failures } = resources.check(URN, {}, { size: 1 }, SEED);
    assert.deepEqual(failures, []);
    assert.match(inputs.name, /^orders-thing-[0-9a-f]{7}$/);
    assert.equal(resources.check(URN, inputs, { size: 2 }, Buffer.from("another seed")).inputs.name, inputs.name);
    assert.notEqual(resources.check(URN, {}, { size: 1 }, Buffer.from("another seed")).inputs.name, inputs.name);
    assert.equal(resources.check(URN, inputs, { size: 1, name: "given" }, SEED).inputs.name, "given");
  });

  it("have policies as text, unknown as a whole while a part is", () => {
    assert.equal(
      resources.check(URN, {}, { size: 1, policy: { Statement: [] } }, SEED).inputs.policy,
      '{"Statement":[]}',
    );
    assert.equal(resources.check(URN, {}, { size: 1, policy: { Statement: [UNKNOWN] } }, SEED).inputs.policy, UNKNOWN);
  });

  it("refuse inputs that nobody declares, and those that would be ignored", () => {
    const { failures } = resources.check(URN, {}, { colour: "red", color: "red" }, SEED);
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["size", "colour", "color"],
    );
    assert.match(failures[2].reason, /does not pass it on to AWS/);
  });

  it("are refused when their type is not served", () => {
    assert.throws(
      () => resources.check("urn:pulumi:stack::project::aws:sqs/queue:Queue::q", {}, {}, SEED),
      /does not serve aws:sqs\/queue:Queue; it serves aws:test\/thing:Thing/,
    );
  });

  it("are foreseen at preview with unknown outputs, and not made", async () => {
    assert.deepEqual(await resources.create(URN, { name: "a", size: 1 }, true), {
      id: "",
      properties: { arn: UNKNOWN, keep: UNKNOWN, name: "a", policy: UNKNOWN, region: UNKNOWN, size: 1 },
    });
    assert.equal(things.size, 0);
  });

  it("have what AWS tells, and of the inputs what it does not tell", async () => {
    assert.deepEqual(await resources.create(URN, { name: "a", size: 1, keep: true }, false), {
      id: "a",
      properties: { arn: "arn:a", keep: true, name: "a", region: "default", size: 1 },
    });
  });

  it("are incomplete, not lost, when a later call fails", async () => {
    settle = () => {
      throw Object.assign(new Error("not authorized"), {
        name: "AccessDenied",
        operation: "KMS EnableKeyRotation",
        $metadata: { httpStatusCode: 403 },
      });
    };
    const failed = await resources.create(URN, { name: "a", size: 1 }, false).catch((error: Error) => error);
    assert.ok(failed instanceof Incomplete);
    assert.equal(failed.id, "a");
    assert.equal(
      failed.message,
      "completing aws:test/thing:Thing orders-Thing: KMS EnableKeyRotation: 403 AccessDenied: not authorized",
    );
  });

  it("are read as they are: changed inputs, added properties, an object that is gone", async () => {
    const { properties } = await resources.create(URN, { name: "a", size: 1, keep: true }, false);
    const inputs = { name: "a", size: 1, keep: true };
    assert.deepEqual(await resources.read(URN, "a", inputs, properties), { inputs, properties });
    things.get("a")!.size = 2;
    assert.deepEqual(await resources.read(URN, "a", inputs, properties), {
      inputs: { ...inputs, size: 2 },
      properties: { ...properties, size: 2 },
    });
    things.clear();
    assert.equal(await resources.read(URN, "a", inputs, properties), undefined);
  });

  it("are read by an import, which knows no inputs", async () => {
    things.set("a", { name: "a", size: 3, arn: "arn:a" });
    assert.deepEqual((await resources.read(URN, "a", {}, {}))!.inputs, { name: "a", size: 3 });
  });

  it("are asked for in their own region", async () => {
    await resources.create(URN, { name: "a", size: 1, region: "eu-west-1" }, false);
    assert.deepEqual([...new Set(regions)], ["eu-west-1"]);
  });

  it("go before their replacement only where both would have the same name", () => {
    assert.deepEqual(
      resources.diff(URN, { name: "a", region: "x" }, { name: "a", region: "y" }).deleteBeforeReplace,
      true,
    );
    assert.deepEqual(
      resources.diff(URN, { name: "a", region: "x" }, { name: "b", region: "x" }).deleteBeforeReplace,
      false,
    );
    assert.deepEqual(resources.diff(URN, { name: "a", size: 1 }, { name: "a", size: 2 }).deleteBeforeReplace, false);
  });

  it("are deleted even when they are gone already", async () => {
    await resources.delete(URN, "missing", {});
  });
});

describe("the connection of the stand-in for the AWS provider plugin", () => {
  it("is only to a simulated AWS on this machine", () => {
    for (const AWS_ENDPOINT_URL of [undefined, "https://s3.amazonaws.com", "http://10.0.0.1:5000"]) {
      assert.throws(
        () => connection({ region: "eu-central-1" }, { AWS_ENDPOINT_URL }),
        /only talks to an AWS that is simulated on loopback/,
      );
    }
    assert.deepEqual(connection({ region: "eu-central-1" }, { AWS_ENDPOINT_URL: "http://127.0.0.1:5000" }), {
      endpoint: "http://127.0.0.1:5000",
      region: "eu-central-1",
    });
  });

  it("needs a region", () => {
    assert.throws(() => connection({}, { AWS_ENDPOINT_URL: "http://127.0.0.1:5000" }), /no AWS region/);
    assert.equal(
      connection({}, { AWS_ENDPOINT_URL: "http://127.0.0.1:5000", AWS_REGION: "eu-west-1" }).region,
      "eu-west-1",
    );
  });

  it("refuses options that it would ignore", () => {
    assert.deepEqual(
      unservedOptions({ region: "eu-central-1", version: "7.48.0", defaultTags: {} }).map(({ property }) => property),
      ["defaultTags"],
    );
  });
});
