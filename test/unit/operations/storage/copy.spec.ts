import assert from "node:assert/strict";
import { OperationError } from "../../../../operations/errors";
import { type Copy, copyObjects, ranges } from "../../../../operations/storage/copy";
import { listObjects } from "../../../../operations/storage/objects";
import { verifyCopy } from "../../../../operations/storage/verifyCopy";
import { MemoryStore } from "./memoryStore";

const FROM = "dev/orders/savepoints/savepoint-a b";
const TO = "new/orders/savepoints/savepoint-a b";
const LIMITS = { whole: 6, part: 4 };
const quiet = () => {};

/** A savepoint of four objects, one of them larger than is copied at once. */
async function copyOf(
  source = new MemoryStore(),
  target = source,
): Promise<Copy & { target: { client: MemoryStore } }> {
  for (const [file, content] of [
    ["_metadata", "meta"],
    ["one", "1"],
    ["two", "22"],
    ["zlarge", "0123456789"],
  ])
    source.put(`old/${FROM}/${file}`, content);
  const objects = [];
  for await (const object of listObjects(source, "old", `${FROM}/`)) objects.push(object);
  return {
    source: { client: source, bucket: "old", prefix: FROM },
    target: { client: target, bucket: "next", prefix: TO },
    sameStore: source === target,
    objects,
  };
}

const copies = (store: MemoryStore) =>
  [...store.objects]
    .filter(([path]) => path.startsWith("next/"))
    .map(([path, { body }]) => [path.slice(`next/${TO}/`.length), String(body)]);
const ALL = [
  ["one", "1"],
  ["two", "22"],
  ["zlarge", "0123456789"],
  ["_metadata", "meta"],
];

async function differences(copy: Copy): Promise<string> {
  const error: unknown = await verifyCopy(copy, quiet).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof OperationError, "no difference was found");
  return error.what;
}

describe("copying a savepoint", () => {
  it("lets a store copy by itself, whole or in parts, metadata last", async () => {
    const copy = await copyOf();
    await copyObjects(copy, quiet, LIMITS);
    assert.deepEqual(copies(copy.target.client), ALL);
    assert.deepEqual(
      copy.target.client.sent.filter((command) => /Put|GetObject|UploadPart$/.test(command)),
      [],
      "nothing went through this process",
    );
    assert.deepEqual(await verifyCopy(copy, quiet), { objects: 4, bytes: 17, read: 1 });
  });

  it("carries the bytes from one store to another", async () => {
    const copy = await copyOf(new MemoryStore(), new MemoryStore());
    await copyObjects(copy, quiet, LIMITS);
    assert.deepEqual(copies(copy.target.client), ALL);
    assert.deepEqual(await verifyCopy(copy, quiet), { objects: 4, bytes: 17, read: 1 });
  });

  for (const [how, stores] of [
    ["by the store", 1],
    ["through this process", 2],
  ] as const) {
    it(`writes no metadata and leaves no parts when a part fails ${how}`, async () => {
      const copy = stores === 1 ? await copyOf() : await copyOf(new MemoryStore(), new MemoryStore());
      copy.target.client.before = (command, { PartNumber }) => {
        if (command.startsWith("UploadPart") && PartNumber === 2) throw new Error("the store is full");
      };
      await assert.rejects(copyObjects(copy, quiet, LIMITS), /the store is full/);
      assert.ok(!copies(copy.target.client).some(([file]) => file === "_metadata"));
      assert.equal(copy.target.client.uploads.size, 0);
    });

    it(`fails when an object changes meanwhile, ${how}`, async () => {
      const copy = stores === 1 ? await copyOf() : await copyOf(new MemoryStore(), new MemoryStore());
      (copy.source.client as MemoryStore).put(`old/${FROM}/one`, "X");
      await assert.rejects(copyObjects(copy, quiet, LIMITS), { name: "PreconditionFailed" });
    });
  }
});

describe("verification of a copy", () => {
  async function copied(): Promise<Copy & { target: { client: MemoryStore } }> {
    const copy = await copyOf();
    await copyObjects(copy, quiet, LIMITS);
    return copy;
  }

  it("finds a missing object", async () => {
    const copy = await copied();
    copy.target.client.objects.delete(`next/${TO}/two`);
    assert.match(await differences(copy), /two is missing/);
  });
  it("finds an object of another size", async () => {
    const copy = await copied();
    copy.target.client.put(`next/${TO}/two`, "222");
    assert.match(await differences(copy), /two has 3 bytes, not 2/);
  });
  it("finds another content of the same size", async () => {
    const copy = await copied();
    copy.target.client.put(`next/${TO}/two`, "23");
    assert.match(await differences(copy), /two has another content/);
  });
  it("finds another content behind an ETag that is no MD5, even an equal one", async () => {
    const copy = await copied();
    const { etag } = copy.target.client.objects.get(`next/${TO}/zlarge`)!;
    copy.target.client.put(`next/${TO}/zlarge`, "0123456780", etag);
    (copy.source.client as MemoryStore).put(`old/${FROM}/zlarge`, "0123456789", etag);
    const objects = copy.objects.map((object) => (object.key.endsWith("zlarge") ? { ...object, etag } : object));
    assert.match(await differences({ ...copy, objects }), /zlarge has another content/);
  });
  it("accepts other ETags of the same content, as encryption makes them", async () => {
    const copy = await copied();
    copy.target.client.put(`next/${TO}/two`, "22", "0".repeat(32));
    assert.deepEqual(await verifyCopy(copy, quiet), { objects: 4, bytes: 17, read: 2 });
  });
  it("finds what was not copied", async () => {
    const copy = await copied();
    copy.target.client.put(`next/${TO}/three`, "333");
    assert.match(await differences(copy), /three is there but was not copied/);
  });
});

describe("ranges of parts", () => {
  it("cover an object without gap or overlap", () =>
    assert.deepEqual(ranges(10, 4), ["bytes=0-3", "bytes=4-7", "bytes=8-9"]));
  it("end with a whole part", () => assert.deepEqual(ranges(8, 4), ["bytes=0-3", "bytes=4-7"]));
  it("grow where there would be too many", () =>
    assert.deepEqual(ranges(10, 1, 3), ["bytes=0-3", "bytes=4-7", "bytes=8-9"]));
});
