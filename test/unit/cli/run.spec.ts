import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ListBucketsCommand, S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import { ApiException } from "@kubernetes/client-node";
import type { Command } from "commander";
import { failureText } from "../../../cli/failureText";
import { program } from "../../../cli/program";
import { run } from "../../../cli/run";
import { OperationError } from "../../../operations/errors";
import { PROJECT_ROOT } from "../../../toolchain/cache";

/** Runs the command and collects what it prints. */
async function command(...args: string[]): Promise<{ exitCode: number; out: string; err: string }> {
  const printed = { out: "", err: "" };
  const exitCode = await run(args, {
    out: (text) => void (printed.out += text),
    err: (text) => void (printed.err += text),
  });
  return { exitCode, ...printed };
}

describe("pulumi-flink", () => {
  for (const name of [[], ["storage"], ["storage", "report"], ["storage", "migrate"], ["clean"]])
    it(`has help for ${["pulumi-flink", ...name].join(" ")}`, async () => {
      const { exitCode, out, err } = await command(...name, "--help");
      assert.equal(exitCode, 0);
      assert.equal(err, "");
      assert.match(out, new RegExp(`^Usage: ${["pulumi-flink", ...name].join(" ")} `));
    });

  it("tells in its help how a cluster is named", async () => {
    const { out } = await command("storage", "report", "--help");
    for (const option of [
      "--stack",
      "--cluster",
      "--context",
      "--namespace",
      "--cluster-id",
      "--storage-uri",
      "--json",
    ])
      assert.ok(out.includes(`  ${option} `), option);
  });

  it("has no option that its page does not tell", () => {
    const page = readFileSync(join(PROJECT_ROOT, "docs/cli.md"), "utf8");
    const flags = (command: Command): string[] => [
      ...command.options.map(({ long }) => long!),
      ...command.commands.flatMap(flags),
    ];
    const all = [...new Set(flags(program(() => {})))];
    assert.ok(all.length > 15);
    assert.deepEqual(
      all.filter((flag) => !new RegExp(`\`${flag}( [A-Z]+)?\``).test(page)),
      [],
    );
  });

  for (const [args, why] of [
    [["clean", "--bogus"], /unknown option '--bogus'/],
    [["clean", "--json"], /unknown option '--json'/],
    [["storage", "nope"], /unknown command 'nope'/],
    [["clean", "orders"], /too many arguments/],
    [["storage", "migrate", "--stack", "dev"], /required option '--to <uri>' not specified/],
    [["clean", "--stack"], /argument missing/],
    [["clean"], /^Failed: no cluster is named\nWhat to do: Name the cluster by --stack, or by/],
    [["clean", "--namespace", "shop", "--cluster-id", "orders", "--yes"], /^Failed: --context is missing\n/],
  ] as [string[], RegExp][])
    it(`exits with 2 for ${args.join(" ")}`, async () => {
      const { exitCode, out, err } = await command(...args);
      assert.equal(exitCode, 2);
      assert.match(err, why);
      assert.equal(out, "");
    });

  it("exits with 1 when it cannot do what is asked", async () => {
    const { exitCode, err } = await command("clean", "--context", "no such", "--namespace", "a", "--cluster-id", "b");
    assert.equal(exitCode, 1);
    assert.match(err, /^Failed: the kubeconfig has no context "no such"\nWhat to do: /);
  });
});

describe("a failure", () => {
  it("says what failed and what to do", () =>
    assert.equal(failureText(new OperationError({ what: "a", todo: "b." })), "Failed: a\nWhat to do: b.\n"));
  it("of the API server is its own message, without headers", () => {
    const body = JSON.stringify({ kind: "Status", message: 'deployments.apps is forbidden: User "x" cannot list' });
    const text = failureText(new ApiException(403, "Unknown API Status Code!", body, { "audit-id": "y" }));
    assert.match(
      text,
      /^Failed: the Kubernetes API server answered 403: deployments\.apps is forbidden: .* list\n.*rights/,
    );
  });
  it("of the store is what it answered", () => {
    const $metadata = { httpStatusCode: 403 };
    const error = new S3ServiceException({
      name: "AccessDenied",
      $fault: "client",
      $metadata,
      message: "Access Denied",
    });
    assert.match(
      failureText(error),
      /^Failed: the store answered 403: AccessDenied: Access Denied\nWhat to do: .*keys/,
    );
  });
  it("for want of keys says where they are looked for", async () => {
    const client = new S3Client({ region: "us-east-1", credentials: noKeys });
    const error: unknown = await client.send(new ListBucketsCommand({})).catch((thrown: unknown) => thrown);
    assert.match(failureText(error), /^Failed: there are no keys for the store: nowhere\nWhat to do: Give --secret, /);
  });
  it("of another kind is its message", () => assert.equal(failureText(new Error("x")), "Failed: x\n"));
});

/** What the SDK's chain of providers ends with. */
async function noKeys(): Promise<never> {
  throw Object.assign(new Error("nowhere"), { name: "CredentialsProviderError" });
}
