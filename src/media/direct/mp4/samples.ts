import type { PieceContent } from "../../port.js";
import { lastNotAbove } from "../search.js";
import { createTimeline, type Timeline } from "../timeline.js";
import { boxAt } from "./boxes.js";

/** A track's samples, as MP4 calls packets, counted from zero. Nothing is kept per sample but its size. */
export interface Samples {
  count: number;
  /** In units of the track's time scale. */
  timeline: Timeline;
  sizeOf(sample: number): number;
  /** Where these samples lie in the file, neighbours as one range. */
  rangesOf(from: number, to: number): { from: number; to: number }[];
  /** Their sizes as 32-bit numbers. */
  sizeTable(from: number, to: number): PieceContent;
}

/** Samples that lie back to back. */
export interface SampleChunks {
  /** The chunk that holds a sample, and that chunk's first sample. */
  chunkOf(sample: number): { chunk: number; firstSample: number; samples: number };
  offsetOf(chunk: number): number;
}

export function samplesInChunks(
  timeline: Timeline,
  sizeOf: (sample: number) => number,
  chunks: SampleChunks,
  sizeTable?: (from: number, to: number) => PieceContent,
): Samples {
  return {
    count: timeline.count,
    timeline,
    sizeOf,
    rangesOf(from, to) {
      const ranges: { from: number; to: number }[] = [];
      for (let sample = from; sample < to;) {
        const { chunk, firstSample, samples } = chunks.chunkOf(sample);
        let start = chunks.offsetOf(chunk);
        for (let before = firstSample; before < sample; before += 1) start += sizeOf(before);
        let end = start;
        const next = Math.min(to, firstSample + samples);
        for (; sample < next; sample += 1) end += sizeOf(sample);
        const last = ranges.at(-1);
        if (last?.to === start) last.to = end;
        else ranges.push({ from: start, to: end });
      }
      return ranges;
    },
    sizeTable:
      sizeTable ??
      ((from, to) => {
        const bytes = Buffer.alloc((to - from) * 4);
        for (let sample = from; sample < to; sample += 1)
          bytes.writeUInt32BE(sizeOf(sample), (sample - from) * 4);
        return { bytes };
      }),
  };
}

/**
 * Reads a track's sample tables (`stbl`), which stay as they are in the file. `stblAt` is where they begin in it. Undefined
 * where they contradict themselves.
 */
export function readSampleTables(stbl: Buffer, stblAt: number): Samples | undefined {
  const timeline = readTimes(boxAt(stbl, "stts"));
  const sizes = readSizes(stbl, stblAt);
  const chunks = readChunks(stbl);
  if (timeline === undefined || sizes === undefined || chunks === undefined) return undefined;
  if (timeline.count !== sizes.count || chunks.sampleCount < sizes.count) return undefined;
  return samplesInChunks(timeline, sizes.sizeOf, chunks, sizes.sizeTable);
}

/** Box `stts`: pairs of how many samples follow and how long each is. */
function readTimes(stts: Buffer | undefined): Timeline | undefined {
  const entries = readEntries(stts, 8, 8);
  if (entries === undefined) return undefined;
  const timeline = createTimeline();
  for (let at = 0; at < entries.length; at += 8)
    timeline.add(entries.readUInt32BE(at), entries.readUInt32BE(at + 4));
  return timeline;
}

interface Sizes {
  count: number;
  sizeOf: (sample: number) => number;
  sizeTable?: (from: number, to: number) => PieceContent;
}

/** Box `stsz`, 32 bits a sample or one size for all, or `stz2`, 8 or 16 bits a sample. */
function readSizes(stbl: Buffer, stblAt: number): Sizes | undefined {
  const stsz = boxAt(stbl, "stsz");
  if (stsz !== undefined && stsz.length >= 12) {
    const size = stsz.readUInt32BE(4);
    const count = stsz.readUInt32BE(8);
    if (size > 0) return { count, sizeOf: () => size };
    const entries = stsz.subarray(12);
    if (entries.length < count * 4) return undefined;
    const entriesAt = stblAt + entries.byteOffset - stbl.byteOffset;
    return {
      count,
      sizeOf: (sample) => entries.readUInt32BE(sample * 4),
      // What is in the recording already need not be sent along with each piece.
      sizeTable: (from, to) => ({ from: entriesAt + from * 4, to: entriesAt + to * 4 }),
    };
  }
  const stz2 = boxAt(stbl, "stz2");
  if (stz2 === undefined || stz2.length < 12) return undefined;
  const width = (stz2[7] ?? 0) / 8;
  const count = stz2.readUInt32BE(8);
  if ((width !== 1 && width !== 2) || stz2.length < 12 + count * width) return undefined;
  return { count, sizeOf: (sample) => stz2.readUIntBE(12 + sample * width, width) };
}

/** Boxes `stsc` (runs of chunks that hold equally many samples) and `stco` or `co64` (where chunks begin). */
function readChunks(stbl: Buffer): (SampleChunks & { sampleCount: number }) | undefined {
  const wide = readEntries(boxAt(stbl, "co64"), 8, 8);
  const offsets = wide ?? readEntries(boxAt(stbl, "stco"), 8, 4);
  const runs = readEntries(boxAt(stbl, "stsc"), 8, 12);
  if (offsets === undefined || runs === undefined) return undefined;
  const chunkCount = offsets.length / (wide === undefined ? 4 : 8);
  const runCount = runs.length / 12;
  const firstChunks = new Uint32Array(runCount + 1).fill(chunkCount);
  const perChunk = new Uint32Array(runCount);
  const firstSamples = new Float64Array(runCount + 1);
  for (let run = 0; run < runCount; run += 1) {
    firstChunks[run] = runs.readUInt32BE(run * 12) - 1;
    perChunk[run] = runs.readUInt32BE(run * 12 + 4);
    // A second description would be another codec, or the same set up anew.
    if (runs.readUInt32BE(run * 12 + 8) !== 1) return undefined;
  }
  for (let run = 0; run < runCount; run += 1) {
    const chunks = (firstChunks[run + 1] ?? 0) - (firstChunks[run] ?? 0);
    if (chunks < 0) return undefined;
    firstSamples[run + 1] = (firstSamples[run] ?? 0) + chunks * (perChunk[run] ?? 0);
  }
  return {
    sampleCount: firstSamples[runCount] ?? 0,
    chunkOf(sample) {
      const run = lastNotAbove(sample, firstSamples, runCount);
      const samples = perChunk[run] ?? 1;
      const inRun = Math.floor((sample - (firstSamples[run] ?? 0)) / samples);
      return {
        chunk: (firstChunks[run] ?? 0) + inRun,
        firstSample: (firstSamples[run] ?? 0) + inRun * samples,
        samples,
      };
    },
    offsetOf: (chunk) =>
      wide === undefined ? offsets.readUInt32BE(chunk * 4) : Number(wide.readBigUInt64BE(chunk * 8)),
  };
}

/** The entries of a table whose count stands in the four bytes before them. */
function readEntries(table: Buffer | undefined, at: number, entryBytes: number): Buffer | undefined {
  if (table === undefined || table.length < at) return undefined;
  const end = at + table.readUInt32BE(at - 4) * entryBytes;
  return end > table.length ? undefined : table.subarray(at, end);
}

/** Samples up to the first that lies beyond the end of the file. */
export function countPresent(samples: Samples, sizeBytes: number): number {
  const isPresent = (sample: number): boolean =>
    (samples.rangesOf(sample, sample + 1)[0]?.to ?? Infinity) <= sizeBytes;
  if (samples.count === 0 || isPresent(samples.count - 1)) return samples.count;
  let low = 0;
  let high = samples.count - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isPresent(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
