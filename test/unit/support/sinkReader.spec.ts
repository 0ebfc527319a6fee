import assert from "node:assert/strict";
import { createServer } from "node:http";
import { AddressInfo } from "node:net";
import { countRecords, isCommitted, readSink } from "../../support/sinkReader";

describe("sink reader", () => {
  it("finds nothing wrong in complete records of any order", () => {
    assert.deepEqual(countRecords(["1,0", "0,2", "0,0", "0,1"]), {
      records: 4,
      gaps: 0,
      repeats: 0,
      keys: 2,
      lastNumberByKey: { 0: 2, 1: 0 },
    });
  });

  it("counts every missing record, those before the first one too", () => {
    assert.deepEqual(countRecords(["0,0", "0,3", "1,2"]), {
      records: 3,
      gaps: 4,
      repeats: 0,
      keys: 2,
      lastNumberByKey: { 0: 3, 1: 2 },
    });
  });

  it("counts every copy but the first as a repeat", () => {
    assert.equal(countRecords(["0,0", "0,1", "0,0", "0,1", "0,0"]).repeats, 3);
  });

  it("does not let a repeat hide a gap", () => {
    const { gaps, repeats } = countRecords(["0,0", "0,0", "0,2"]);
    assert.deepEqual({ gaps, repeats }, { gaps: 1, repeats: 1 });
  });

  it("finds the records of a job that began anew", () => {
    const firstRun = ["0,0", "1,0", "0,1", "1,1"];
    assert.equal(countRecords([...firstRun, "0,0", "1,0"]).repeats, 2);
  });

  it("reads an empty sink", () => {
    assert.deepEqual(countRecords([]), { records: 0, gaps: 0, repeats: 0, keys: 0, lastNumberByKey: {} });
  });

  for (const line of ["", "0", "0,", "0,1,2", "a,1", "0,-1", "0,1\r"]) {
    it(`fails on the line ${JSON.stringify(line)}`, () => {
      assert.throws(() => countRecords(["0,0", line]), /not of the form 'key,number'/);
    });
  }

  it("takes only what FileSink has committed", () => {
    assert.ok(isCommitted("sink/numbers-3f-0.csv"));
    for (const file of [
      "sink/.numbers-3f-0.csv.inprogress.ab",
      "sink/_numbers-3f-0.csv_tmp_ab",
      "sink/numbers.inprogress.1",
      "sink/",
    ]) {
      assert.ok(!isCommitted(file), file);
    }
  });

  it("reads the committed files of a store, page by page", async () => {
    const objects: Record<string, string> = {
      "a/sink/numbers-1-0.csv": "0,0\n1,0\n",
      "a/sink/_numbers-1-1.csv_tmp_x": "0,9\n",
      "a/sink/numbers-2-0.csv": "0,1\n0,2\n",
    };
    const requested: string[] = [];
    const store = createServer((request, response) => {
      const url = new URL(request.url!, "http://store");
      if (!url.searchParams.has("list-type")) return response.end(objects[url.pathname.slice("/bucket/".length)]);
      requested.push(url.searchParams.get("prefix")!);
      const position = Number(url.searchParams.get("continuation-token") ?? 0);
      const more = position + 1 < Object.keys(objects).length;
      return response
        .setHeader("content-type", "application/xml")
        .end(
          `<ListBucketResult><IsTruncated>${more}</IsTruncated>` +
            (more ? `<NextContinuationToken>${position + 1}</NextContinuationToken>` : "") +
            `<Contents><Key>${Object.keys(objects)[position]}</Key></Contents></ListBucketResult>`,
        );
    });
    await new Promise<void>((listening) => store.listen(0, "127.0.0.1", listening));
    try {
      const endpoint = `http://127.0.0.1:${(store.address() as AddressInfo).port}`;
      const access = { accessKeyId: "id", secretAccessKey: "key", region: "us-east-1" };
      const contents = await readSink({ endpoint, ...access, bucket: "bucket", prefix: "/a/sink/" });
      assert.deepEqual(contents, { records: 4, gaps: 0, repeats: 0, keys: 2, lastNumberByKey: { 0: 2, 1: 0 } });
      assert.deepEqual(requested, ["a/sink/", "a/sink/", "a/sink/"]);
    } finally {
      store.close();
    }
  });
});
