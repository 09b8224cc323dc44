import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { SLAB_BYTES, SlabPool } from "../../src/storage/slab-pool.js";
import { UploadPart } from "../../src/storage/upload-part.js";

describe("the memory of uploads", () => {
  test("is used again", () => {
    const upload = new SlabPool(2, 1).share();
    const slab = upload.take();
    upload.give(slab === undefined ? [] : [slab]);
    expect(upload.take()).toBe(slab);
  });

  test("ends at the budget, except that every upload may have a part of the smallest size", () => {
    const pool = new SlabPool(3, 2);
    const [greedy, late] = [pool.share(), pool.share()];
    const taken = [greedy.take(), greedy.take(), greedy.take()].filter((slab) => slab !== undefined);
    expect(taken).toHaveLength(3);
    expect(greedy.take()).toBeUndefined();
    const sizes = [late.take(), late.take(), late.take()].map((slab) => slab?.length);
    expect(sizes).toEqual([SLAB_BYTES, SLAB_BYTES, undefined]);
    greedy.give(taken);
    expect(late.take()).toBeDefined();
  });

  test("counts an upload's parts together", () => {
    const pool = new SlabPool(2, 2);
    const memory = pool.share();
    const [onItsWay, filling] = [new UploadPart(memory), new UploadPart(memory)];
    const bytes = Buffer.alloc(2 * SLAB_BYTES);
    expect([onItsWay.fill(bytes), filling.fill(bytes)]).toEqual([2 * SLAB_BYTES, 0]);
    onItsWay.release();
    expect(filling.fill(bytes)).toBe(2 * SLAB_BYTES);
  });

  test("holds a part's bytes in order, however they come in pieces, and takes no more than there is room for", async () => {
    const bytes = randomBytes(3 * SLAB_BYTES);
    const part = new UploadPart(new SlabPool(2, 2).share());
    for (let at = 0; at < SLAB_BYTES; at += 70_000)
      expect(part.fill(bytes.subarray(at, Math.min(at + 70_000, SLAB_BYTES)))).toBeGreaterThan(0);
    expect(part.fill(bytes.subarray(SLAB_BYTES))).toBe(SLAB_BYTES);
    expect(Buffer.concat(await part.open().toArray())).toEqual(bytes.subarray(0, 2 * SLAB_BYTES));
    expect(part.fill(bytes)).toBe(0);
    part.release();
  });
});
