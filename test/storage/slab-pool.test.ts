import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { SLAB_BYTES, SlabPool } from "../../src/storage/slab-pool.js";
import { UploadPart } from "../../src/storage/upload-part.js";

describe("the memory of uploads", () => {
  test("is used again", () => {
    const pool = new SlabPool(2, 1);
    const slab = pool.take(0);
    pool.give(slab === undefined ? [] : [slab]);
    expect(pool.take(0)).toBe(slab);
  });

  test("ends at the budget, except that everyone may have a part of the smallest size", () => {
    const pool = new SlabPool(3, 2);
    const greedy = [pool.take(0), pool.take(1), pool.take(2)].filter((slab) => slab !== undefined);
    expect(greedy).toHaveLength(3);
    expect(pool.take(3)).toBeUndefined();
    expect([pool.take(0), pool.take(1), pool.take(2)].map((slab) => slab?.length)).toEqual([
      SLAB_BYTES,
      SLAB_BYTES,
      undefined,
    ]);
    pool.give(greedy);
    expect(pool.take(2)).toBeDefined();
  });

  test("holds a part's bytes in order, however they come in pieces, and takes no more than there is room for", async () => {
    const bytes = randomBytes(3 * SLAB_BYTES);
    const part = new UploadPart(new SlabPool(2, 2));
    for (let at = 0; at < SLAB_BYTES; at += 70_000)
      expect(part.fill(bytes.subarray(at, Math.min(at + 70_000, SLAB_BYTES)))).toBeGreaterThan(0);
    expect(part.fill(bytes.subarray(SLAB_BYTES))).toBe(SLAB_BYTES);
    expect(Buffer.concat(await part.open().toArray())).toEqual(bytes.subarray(0, 2 * SLAB_BYTES));
    expect(part.fill(bytes)).toBe(0);
    part.release();
  });
});
