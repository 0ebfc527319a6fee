import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  cacheRoot,
  findDamage,
  isIntact,
  makeDirectory,
  PROJECT_ROOT,
  readManifest,
  recipeHash,
} from "../../../toolchain/cache";
import { identify } from "../../../toolchain/processIdentity";

describe("toolchain cache", () => {
  let folder: string;
  let directory: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "cache-"));
    directory = join(folder, "thing", "1.0.0-0123abcd");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const about = { name: "thing", version: "1.0.0", recipe: "0123abcd" };
  const make = (build = fill) => makeDirectory(directory, about, () => {}, build);

  function fill(target: string): Promise<void> {
    mkdirSync(join(target, "bin"));
    writeFileSync(join(target, "bin", "tool"), "#!/bin/sh\n", { mode: 0o755 });
    symlinkSync("tool", join(target, "bin", "alias"));
    return Promise.resolve();
  }

  it("makes a directory with a manifest of every file", async () => {
    await make();
    assert.equal(isIntact(directory), true);
    assert.deepEqual(await findDamage(directory), []);
    assert.deepEqual(Object.keys(readManifest(directory)!.files).sort(), ["bin/alias", "bin/tool"]);
    assert.equal(readManifest(directory)!.recipe, "0123abcd");
  });

  it("does not make it twice", async () => {
    await make();
    await make(() => assert.fail("built again"));
  });

  it("leaves nothing when the build fails", async () => {
    await assert.rejects(
      make(async (target) => {
        await fill(target);
        throw new Error("no space");
      }),
      /no space/,
    );
    assert.deepEqual(readdirSync(join(folder, "thing")), []);
  });

  it("removes what a killed build left, and not what a living one is making", async () => {
    mkdirSync(join(folder, "thing"));
    const dead = spawnSync("true").pid;
    const self = identify(process.pid)!;
    const living = join(folder, "thing", `2.0.0-4567cdef.${self.pid}-${self.started}.tmp`);
    const left = [`1.0.0-0123abcd.${dead}-77.tmp`, `0.9.0-aaaaaaaa.${self.pid}-1.tmp`].map((name) =>
      join(folder, "thing", name),
    );
    for (const path of [...left, living]) mkdirSync(path);
    await make();
    assert.deepEqual(
      [...left, living].map((path) => existsSync(path)),
      [false, false, true],
    );
  });

  it("replaces a damaged directory", async () => {
    await make();
    rmSync(join(directory, "bin", "tool"));
    assert.equal(isIntact(directory), false);
    await make();
    assert.equal(isIntact(directory), true);
  });

  it("sees a changed size, time or mode without reading, and a changed content, link or extra file by reading", async () => {
    const tool = join(directory, "bin", "tool");
    const damages: [string, () => void, boolean, string[]][] = [
      ["size", () => appendFileSync(tool, "exit 1\n"), false, ["bin/tool"]],
      ["mode", () => chmodSync(tool, 0o644), false, ["bin/tool"]],
      ["time", () => utimesSync(tool, 1, 1), false, []],
      ["content", () => writeFileSync(tool, readFileSync(tool, "utf8").replace("sh", "sH")), false, ["bin/tool"]],
      [
        "link",
        () => {
          rmSync(join(directory, "bin", "alias"));
          symlinkSync("other", join(directory, "bin", "alias"));
        },
        false,
        ["bin/alias"],
      ],
      ["extra file", () => writeFileSync(join(directory, "extra"), ""), true, ["extra"]],
      ["no manifest", () => rmSync(join(directory, "manifest.json")), false, ["manifest.json"]],
    ];
    for (const [what, damage, intact, paths] of damages) {
      rmSync(directory, { recursive: true, force: true });
      await make();
      damage();
      assert.equal(isIntact(directory), intact, what);
      assert.deepEqual(await findDamage(directory), paths, what);
    }
  });
});

describe("cacheRoot", () => {
  const before = process.env.PULUMI_FLINK_CACHE;
  afterEach(() => {
    if (before === undefined) delete process.env.PULUMI_FLINK_CACHE;
    else process.env.PULUMI_FLINK_CACHE = before;
  });

  it("is PULUMI_FLINK_CACHE, outside the checkout only", () => {
    process.env.PULUMI_FLINK_CACHE = "/somewhere/else";
    assert.equal(cacheRoot(), "/somewhere/else");
    for (const inside of [PROJECT_ROOT, join(PROJECT_ROOT, "cache")]) {
      process.env.PULUMI_FLINK_CACHE = inside;
      assert.throws(() => cacheRoot(), /inside the checkout/);
    }
    process.env.PULUMI_FLINK_CACHE = `${PROJECT_ROOT}-cache`;
    assert.equal(cacheRoot(), `${PROJECT_ROOT}-cache`);
  });
});

describe("recipeHash", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "recipe-"));
    writeFileSync(join(folder, "a"), "1");
    mkdirSync(join(folder, "b"));
    writeFileSync(join(folder, "b", "c"), "2");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is 8 hexadecimal digits that do not depend on the order of the files", () => {
    const hash = recipeHash([folder], { version: "1" });
    assert.match(hash, /^[0-9a-f]{8}$/);
    assert.equal(recipeHash([join(folder, "b"), join(folder, "a")], { version: "1" }), hash);
  });

  it("changes with a content, a name, a new file and a pin", () => {
    const hashes = [recipeHash([folder], { version: "1" }), recipeHash([folder], { version: "2" })];
    writeFileSync(join(folder, "a"), "3");
    hashes.push(recipeHash([folder], { version: "1" }));
    writeFileSync(join(folder, "d"), "");
    hashes.push(recipeHash([folder], { version: "1" }));
    rmSync(join(folder, "d"));
    writeFileSync(join(folder, "e"), "");
    hashes.push(recipeHash([folder], { version: "1" }));
    assert.equal(new Set(hashes).size, hashes.length, hashes.join(" "));
  });
});
