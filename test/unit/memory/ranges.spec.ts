import * as assert from "node:assert/strict";
import { inRange, multiply, shareBeside, shareOf } from "../../../components/memory/ranges";

const float = Math.fround;

describe("ranges", () => {
  it("multiplies the decimal digits of a factor, not its binary value", () => {
    assert.equal(multiply(8 * 1024 ** 3, float(0.7)), 6012954111n);
    assert.equal(Math.trunc(8 * 1024 ** 3 * float(0.7)), 6012954112);
  });

  it("multiplies by factors in exponent notation and by whole ones", () => {
    assert.equal(String(1.5e-7), "1.5e-7");
    assert.equal(multiply(2 * 10 ** 9, 1.5e-7), 300n);
    assert.equal(multiply(3, 1e21), 3n * 10n ** 21n);
    assert.equal(multiply(5, 0), 0n);
  });

  it("keeps a share between minimum and maximum", () => {
    assert.equal(shareOf(1000, { min: 10, max: 200, fraction: 0.1 }), 100);
    assert.equal(shareOf(1000, { min: 150, max: 200, fraction: 0.1 }), 150);
    assert.equal(shareOf(1000, { min: 10, max: 50, fraction: 0.1 }), 50);
  });

  it("finds the share beside a rest", () => {
    assert.equal(shareBeside(900, { min: 0, max: 1000, fraction: 0.5 }), 900);
    // A quarter beside three quarters is a third, which has no exact decimal digits: Flink truncates it too.
    assert.equal(shareBeside(900, { min: 0, max: 1000, fraction: 0.25 }), 299);
    assert.equal(shareBeside(Number.MAX_SAFE_INTEGER, { min: 0, max: 7, fraction: float(0.9999999) }), 7);
  });

  it("contains both of its bounds", () => {
    assert.deepEqual(
      [9, 10, 20, 21].map((size) => inRange(size, { min: 10, max: 20, fraction: 0 })),
      [false, true, true, false],
    );
  });
});
