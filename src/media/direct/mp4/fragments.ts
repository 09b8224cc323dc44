import { lastNotAbove } from "../search.js";
import { createTimeline } from "../timeline.js";
import { boxAt, boxesOf } from "./boxes.js";
import { samplesInChunks, type Samples } from "./samples.js";

/*
 * Fragmented files, which browsers and some phones write while they record: the `moov` box has no sample tables; before
 * each stretch of sound stands a `moof` box that describes it, in runs (`trun`) of samples that lie back to back.
 */
export interface FragmentReader {
  /** A `moof` box; `at` is where its header begins. False where it cannot be told where its samples lie. */
  add(moof: Buffer, at: number): boolean;
  samples(): Samples;
}

interface Defaults {
  duration: number;
  size: number;
}

/** What `trex` in the `moov` box says of a track's samples where fragments do not. */
export function trackDefaults(moov: Buffer, trackId: number): Defaults {
  const trex = boxesOf(boxAt(moov, "mvex") ?? Buffer.alloc(0), "trex").find(
    (each) => each.length >= 24 && each.readUInt32BE(4) === trackId,
  );
  return { duration: trex?.readUInt32BE(12) ?? 0, size: trex?.readUInt32BE(16) ?? 0 };
}

const BASE_OFFSET = 0x1;
const DESCRIPTION = 0x2;
const DEFAULT_DURATION = 0x8;
const DEFAULT_SIZE = 0x10;
const BASE_IS_MOOF = 0x20000;
const RUN_OFFSET = 0x1;
const FIRST_FLAGS = 0x4;
const DURATIONS = 0x100;
const SIZES = 0x200;
const FLAGS = 0x400;
const COMPOSITION_OFFSETS = 0x800;

export function createFragmentReader(trackId: number, defaults: Defaults): FragmentReader {
  const timeline = createTimeline();
  let sizes = new Uint32Array(4096);
  const runFirsts: number[] = [];
  const runOffsets: number[] = [];

  function addSize(size: number, sample: number): void {
    if (sample >= sizes.length) {
      const larger = new Uint32Array(sizes.length * 2);
      larger.set(sizes);
      sizes = larger;
    }
    sizes[sample] = size;
  }

  /** A run that begins at `offset`; gives where it ends. */
  function addRun(trun: Buffer, flags: number, own: Defaults, offset: number): number {
    let at = 8 + (flags & RUN_OFFSET ? 4 : 0) + (flags & FIRST_FLAGS ? 4 : 0);
    const count = trun.readUInt32BE(4);
    if (count > 0) {
      runFirsts.push(timeline.count);
      runOffsets.push(offset);
    }
    let end = offset;
    for (let index = 0; index < count; index += 1) {
      const duration = flags & DURATIONS ? trun.readUInt32BE(at) : own.duration;
      if (flags & DURATIONS) at += 4;
      const size = flags & SIZES ? trun.readUInt32BE(at) : own.size;
      if (flags & SIZES) at += 4;
      if (flags & FLAGS) at += 4;
      if (flags & COMPOSITION_OFFSETS) at += 4;
      addSize(size, timeline.count);
      timeline.add(1, duration);
      end += size;
    }
    return end;
  }

  function addTrack(traf: Buffer, moofAt: number, isFirst: boolean): boolean {
    const tfhd = boxAt(traf, "tfhd");
    if (tfhd?.readUInt32BE(4) !== trackId) return true;
    const flags = tfhd.readUInt32BE(0) & 0xffffff;
    let at = 8;
    let base = moofAt;
    if (flags & BASE_OFFSET) {
      base = Number(tfhd.readBigUInt64BE(at));
      at += 8;
    }
    if (flags & DESCRIPTION) at += 4;
    const own = { ...defaults };
    if (flags & DEFAULT_DURATION) {
      own.duration = tfhd.readUInt32BE(at);
      at += 4;
    }
    if (flags & DEFAULT_SIZE) own.size = tfhd.readUInt32BE(at);
    // Otherwise the samples would follow those of the track before, whichever that is.
    const knowsBase = isFirst || (flags & (BASE_OFFSET | BASE_IS_MOOF)) !== 0;

    const tfdt = boxAt(traf, "tfdt");
    if (tfdt !== undefined)
      timeline.jumpTo(tfdt[0] === 1 ? Number(tfdt.readBigUInt64BE(4)) : tfdt.readUInt32BE(4));
    let offset: number | undefined;
    for (const trun of boxesOf(traf, "trun")) {
      const runFlags = trun.readUInt32BE(0) & 0xffffff;
      if (runFlags & RUN_OFFSET) offset = base + trun.readInt32BE(8);
      if (!knowsBase || offset === undefined) return false;
      offset = addRun(trun, runFlags, own, offset);
    }
    return true;
  }

  return {
    add: (moof, at) => boxesOf(moof, "traf").every((traf, index) => addTrack(traf, at, index === 0)),
    samples: () =>
      samplesInChunks(timeline, (sample) => sizes[sample] ?? 0, {
        chunkOf(sample) {
          const run = lastNotAbove(sample, runFirsts);
          const firstSample = runFirsts[run] ?? 0;
          return {
            chunk: run,
            firstSample,
            samples: (runFirsts[run + 1] ?? timeline.count) - firstSample,
          };
        },
        offsetOf: (run) => runOffsets[run] ?? 0,
      }),
  };
}
