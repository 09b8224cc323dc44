import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { openPieceAudio, storePieceAudio } from "../../src/activities/piece-audio.js";
import type { PieceAudio } from "../../src/domain/audio.js";
import { jobKeys } from "../../src/domain/object-keys.js";
import { createMonoMixer } from "../../src/domain/mono.js";
import { swapSamples } from "../../src/domain/sample-order.js";
import { m4aFile } from "../../src/media/direct/mp4/m4a-file.js";
import type { PieceContent } from "../../src/media/port.js";
import type { ObjectStore } from "../../src/storage/ports.js";

const RECORDING = "local/job/audio";
const PREPARED = "local/job/chunks/0000-abc.flac";

/** Objects in memory, given in blocks of so many bytes that are the reader's until the next one is asked for. */
function objectsOf(objects: Record<string, Buffer>, blockBytes: number): ObjectStore {
  const store: Partial<ObjectStore> = {
    async getBlocks(key, { start, end }) {
      const bytes = objects[key];
      if (bytes === undefined) return undefined;
      const range = bytes.subarray(start, end === undefined ? undefined : end + 1);
      async function* blocks() {
        const block = Buffer.alloc(blockBytes);
        for (let at = 0; at < range.length; at += blockBytes) {
          const length = range.copy(block, 0, at, at + blockBytes);
          yield block.subarray(0, length);
        }
      }
      return blocks();
    },
    async head(key) {
      const bytes = objects[key];
      return bytes && { key, sizeBytes: bytes.length, lastModified: new Date() };
    },
  };
  return store as ObjectStore;
}

async function fileOf(objects: ObjectStore, parts: PieceAudio["parts"]): Promise<Buffer> {
  const audio = await openPieceAudio(objects, RECORDING, { extension: "wav", parts });
  const read: Buffer[] = [];
  for await (const bytes of audio.read()) read.push(Buffer.from(bytes));
  const file = Buffer.concat(read);
  expect(audio.sizeBytes).toBe(file.length);
  return file;
}

describe("a piece's own bytes", () => {
  async function stored(content: PieceContent[]) {
    const objects: Record<string, Buffer> = {};
    const put: ObjectStore["put"] = (key, body) => {
      objects[key] = Buffer.from(body);
      return Promise.resolve();
    };
    const store = { ...objectsOf(objects, 1_000), put };
    const piece = { index: 0, content, extension: "m4a" };
    const { parts } = await storePieceAudio(store, jobKeys("local", "job"), piece);
    expect(await fileOf(store, parts)).toEqual(
      Buffer.concat(content.map((part) => ("bytes" in part ? part.bytes : Buffer.alloc(0)))),
    );
    return { keys: Object.keys(objects), recipeLength: JSON.stringify(parts).length };
  }

  it("are in its recipe where they are few, and what an M4A begins with is made few", async () => {
    const content = m4aFile({
      config: {
        bytes: Buffer.from("1208", "hex"),
        coreRate: 44_100,
        sampleRate: 44_100,
        channels: 1,
        frameSamples: 1024,
      },
      timescale: 44_100,
      sampleCount: 25_839,
      durations: [[25_839, 1024]],
      sizeTable: { bytes: Buffer.from("few") },
      ranges: [],
    });
    const { keys, recipeLength } = await stored(content);
    expect(keys).toEqual([]);
    expect(recipeLength).toBeLessThan(500);
  });

  it("are an object where they are many", async () => {
    expect((await stored([{ bytes: randomBytes(1_000) }])).keys).toHaveLength(1);
    expect((await stored([{ bytes: Buffer.alloc(100_000) }])).keys).toHaveLength(1);
  });
});

describe("a piece's audio", () => {
  const recording = randomBytes(10_000);
  const prepared = randomBytes(3_000);
  const objects = objectsOf({ [RECORDING]: recording, [PREPARED]: prepared }, 1_000);

  it("is its parts, one after the other, and as long as it says", async () => {
    const file = await fileOf(objects, [
      { bytes: Buffer.from("head").toString("base64") },
      { from: 5, to: 4_321 },
      { key: PREPARED, sizeBytes: 3_000 },
      { from: 9_000, to: 10_000 },
    ]);
    const expected = [Buffer.from("head"), recording.subarray(5, 4_321), prepared, recording.subarray(9_000)];
    expect(file).toEqual(Buffer.concat(expected));
  });

  it("is as long as its objects are, where a plan of an earlier release does not say", async () => {
    expect(await fileOf(objects, [{ key: PREPARED }])).toEqual(prepared);
  });

  it.each([2, 3, 4, 8])("has samples of %i bytes turned round, wherever blocks end", async (swap) => {
    const to = 7 + swap * 1_001;
    const expected = Buffer.from(recording.subarray(7, to));
    swapSamples(expected, swap);
    expect(await fileOf(objects, [{ from: 7, to, swap }])).toEqual(expected);
  });

  it("is one channel of raw samples, wherever blocks end", async () => {
    const samples = { kind: "signed", bytes: 3, swapped: false, channels: 2 } as const;
    const mono = { from: 5, to: 5 + 6 * 1_500, ...samples };
    const expected = createMonoMixer(samples)(recording.subarray(mono.from, mono.to));
    expect(await fileOf(objects, [{ mono }])).toEqual(Buffer.from(expected));
  });

  it("is thinned where it is raw samples at a high rate, wherever blocks end", async () => {
    const samples = { kind: "signed", bytes: 3, swapped: false, channels: 2, framesPerSample: 4 } as const;
    const thinned = { from: 5, to: 5 + 24 * 400 + 7, ...samples };
    const expected = createMonoMixer(samples)(recording.subarray(thinned.from, thinned.to));
    expect(await fileOf(objects, [{ thinned }])).toEqual(Buffer.from(expected));
  });

  it("may be read again from its beginning", async () => {
    const audio = await openPieceAudio(objects, RECORDING, {
      extension: "mp3",
      parts: [{ from: 0, to: 10_000 }],
    });
    for (let time = 0; time < 2; time += 1) {
      let sizeBytes = 0;
      for await (const bytes of audio.read()) sizeBytes += bytes.length;
      expect(sizeBytes).toBe(10_000);
    }
  });

  it("that is gone is audio_lost", async () => {
    await expect(fileOf(objectsOf({}, 10), [{ from: 0, to: 10 }])).rejects.toMatchObject({
      code: "audio_lost",
    });
    await expect(fileOf(objectsOf({}, 10), [{ key: PREPARED }])).rejects.toMatchObject({
      code: "audio_lost",
    });
  });
});
