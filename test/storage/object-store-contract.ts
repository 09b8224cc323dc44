import { createHash, randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { beforeAll, describe, expect, test } from "vitest";
import type { ObjectInfo, ObjectStore } from "../../src/storage/ports.js";

export interface ObjectStoreFixture {
  store: ObjectStore;
  /** How many uploads the store holds that were begun and neither finished nor aborted. */
  countUnfinishedUploads: () => Promise<number>;
}

/** What every object store must do; run against each adapter. `setUp` is called once, before the first test. */
export function testObjectStore(name: string, setUp: () => Promise<ObjectStoreFixture>): void {
  describe(name, () => {
    let fixture: ObjectStoreFixture;
    let store: ObjectStore;
    beforeAll(async () => {
      fixture = await setUp();
      store = fixture.store;
    });

    test("gives back what was put, byte for byte", async () => {
      const body = randomBytes(10_000);
      await store.put("local/put/bytes", body);
      expect(await store.get("local/put/bytes")).toEqual(body);
      await store.put("local/put/text", "Käse 🧀");
      expect((await store.get("local/put/text"))?.toString()).toBe("Käse 🧀");
    });

    test("overwrites", async () => {
      await store.put("local/twice", "first");
      await store.put("local/twice", "second");
      expect((await store.get("local/twice"))?.toString()).toBe("second");
    });

    test("says undefined for an object that is not there", async () => {
      expect(await store.get("local/nothing")).toBeUndefined();
      expect(await store.getStream("local/nothing")).toBeUndefined();
      expect(await store.getBlocks("local/nothing", { start: 0 })).toBeUndefined();
      expect(await store.head("local/nothing")).toBeUndefined();
    });

    test.each([
      ["no byte", 0],
      ["a few bytes", 5],
      ["exactly one part", 16 * 1024 ** 2],
      ["several parts and a bit", 40 * 1024 ** 2 + 7],
    ])("stores a stream of %s whole and says its size", async (_, sizeBytes) => {
      const body = randomBytes(sizeBytes);
      expect(await store.putStream("local/stream", inPieces(body))).toEqual({ sizeBytes });
      expect(await store.head("local/stream")).toMatchObject({ key: "local/stream", sizeBytes });
      expect(sha256(await store.get("local/stream"))).toBe(sha256(body));
    });

    test("gives ranges, both ends included", async () => {
      await store.put("local/range", "0123456789");
      const read = async (range: { start: number; end?: number }) =>
        Buffer.concat((await (await store.getStream("local/range", range))?.toArray()) ?? []).toString();
      expect(await read({ start: 2, end: 4 })).toBe("234");
      expect(await read({ start: 7 })).toBe("789");
      expect(await read({ start: 0, end: 0 })).toBe("0");
    });

    test.each([
      ["from the first byte to the last", { start: 0 }],
      ["of few bytes", { start: 1_000_001, end: 1_000_003 }],
      ["of many bytes", { start: 77, end: 2_345_678 }],
    ])(
      "gives a range %s in blocks, one after the other",
      async (_, range: { start: number; end?: number }) => {
        const body = randomBytes(3_000_000);
        await store.put("local/blocks", body);
        const whole: Buffer[] = [];
        for await (const block of (await store.getBlocks("local/blocks", range)) ?? []) {
          whole.push(Buffer.from(block));
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
        const { start, end = body.length - 1 } = range;
        expect(Buffer.concat(whole).equals(body.subarray(start, end + 1))).toBe(true);
      },
    );

    test("leaves nothing behind when the body of a long stream fails", async () => {
      async function* failing() {
        yield randomBytes(18 * 1024 ** 2);
        throw new Error("the source broke");
      }
      await expect(store.putStream("local/failed", Readable.from(failing()))).rejects.toThrow(
        "the source broke",
      );
      expect(await store.head("local/failed")).toBeUndefined();
      expect(await fixture.countUnfinishedUploads()).toBe(0);
    });

    test("leaves nothing behind when a stalled stream is aborted", async () => {
      const abort = new AbortController();
      async function* stalling() {
        yield randomBytes(18 * 1024 ** 2);
        abort.abort(new Error("no longer wanted"));
        await new Promise(() => undefined);
      }
      const put = store.putStream("local/aborted", Readable.from(stalling()), { signal: abort.signal });
      await expect(put).rejects.toThrow("no longer wanted");
      expect(await store.head("local/aborted")).toBeUndefined();
      expect(await fixture.countUnfinishedUploads()).toBe(0);
    });

    test("lists what lies under a prefix, with sizes, and nothing else", async () => {
      await store.put("local/list/a", "1");
      await store.put("local/list/b/c", "22");
      await store.put("local/list-other", "333");
      const found: ObjectInfo[] = [];
      for await (const object of store.list("local/list/")) found.push(object);
      expect(found.map(({ key, sizeBytes }) => [key, sizeBytes])).toEqual([
        ["local/list/a", 1],
        ["local/list/b/c", 2],
      ]);
      expect(found[0]?.lastModified.getTime()).toBeGreaterThan(Date.now() - 3_600_000);
    });

    test("deletes an object, and one that is not there too", async () => {
      await store.put("local/gone", "x");
      await store.delete("local/gone");
      await store.delete("local/gone");
      expect(await store.get("local/gone")).toBeUndefined();
    });

    test("deletes all that lies under a prefix, however much, and counts it", async () => {
      const keys = Array.from({ length: 1_100 }, (_, index) => `local/many/${index}`);
      for (let start = 0; start < keys.length; start += 50)
        await Promise.all(keys.slice(start, start + 50).map((key) => store.put(key, "x")));
      await store.put("local/many-more", "stays");
      expect(await store.deletePrefix("local/many/")).toBe(1_100);
      expect(await store.deletePrefix("local/many/")).toBe(0);
      expect((await store.get("local/many-more"))?.toString()).toBe("stays");
    });

    test("passes its check", async () => {
      await store.check();
    });
  });
}

/** As a network delivers it: in pieces of no particular size. */
function inPieces(body: Buffer): Readable {
  const pieces: Buffer[] = [];
  for (let start = 0; start < body.length; start += 65_521) pieces.push(body.subarray(start, start + 65_521));
  return Readable.from(pieces);
}

function sha256(bytes: Buffer | undefined): string {
  return createHash("sha256")
    .update(bytes ?? "nothing was stored")
    .digest("hex");
}
