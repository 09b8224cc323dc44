import type { Span } from "../../../domain/spans.js";
import { claimedSeconds } from "../../claimed.js";
import type { RecordingBytes } from "../../port.js";
import { earlier, undeclaredDelaySeconds } from "../../undeclared-delay.js";
import { withRest, type DirectRecording, type OpenDirectly } from "../port.js";
import { frameBytes, frameKind, headerAt, HEADER_BYTES, type FrameKind } from "./frame.js";
import { parseInfoFrame, type InfoFrame } from "./info-frame.js";
import { createScan, startsFrames, type FrameIndex } from "./scan.js";
import { TAG_HEAD_BYTES, tagBytes } from "./tags.js";

/*
 * MP3: frames of equal length in time, each with a header that tells its length in bytes. Counting them is the only way to
 * know times without trusting an index; it reads the file but decodes nothing. A piece is a range of frames, less the tags
 * that may lie between them. It begins a few frames early, since a frame's sound may begin in those before it.
 */
const HEAD_BYTES = 64 * 1024;
/** Tags apart, sound begins at once. */
const MOST_BYTES_BEFORE = 2048;
const LONGEST_PREROLL_FRAMES = 10;

export const openMp3: OpenDirectly = async (recording, signal) => {
  const first = await findFirstFrame(recording);
  if (first === undefined) return undefined;
  const info = parseInfoFrame(first.bytes, first.header);
  const start = first.offset + (info === undefined ? 0 : first.bytes.length);
  const scan = createScan(start);
  for await (const bytes of recording.stream(start)) {
    signal.throwIfAborted();
    scan.add(bytes);
    if (scan.gaveUp || scan.restAt !== undefined) break;
  }
  const index = scan.finish();
  const direct = index && describe(recording, index, info);
  return withRest(direct && inTime(direct, info), scan.restAt);
};

function inTime(direct: DirectRecording, info: InfoFrame | undefined): DirectRecording {
  if (info?.delaySamples !== undefined) return direct;
  return earlier(direct, undeclaredDelaySeconds("mp3", direct.info.sampleRate));
}

interface FirstFrame {
  offset: number;
  header: number;
  bytes: Buffer;
}

async function findFirstFrame(recording: RecordingBytes): Promise<FirstFrame | undefined> {
  let start = 0;
  for (;;) {
    const head = await recording.read(start, start + TAG_HEAD_BYTES);
    const tag = tagBytes(head, 0);
    if (tag === 0) break;
    start += tag;
  }
  const head = await recording.read(start, start + HEAD_BYTES);
  // Tags are padded with zeros, some by more than they say.
  let at =
    start > 0
      ? Math.max(
          0,
          head.findIndex((byte) => byte !== 0),
        )
      : 0;
  for (const last = at + MOST_BYTES_BEFORE; at <= last && at + HEADER_BYTES <= head.length; at += 1) {
    if (head[at] !== 0xff || !startsFrames(head, at)) continue;
    const header = headerAt(head, at);
    return { offset: start + at, header, bytes: head.subarray(at, at + frameBytes(header)) };
  }
  return undefined;
}

function describe(
  recording: RecordingBytes,
  index: FrameIndex,
  info: InfoFrame | undefined,
): DirectRecording {
  const kind = frameKind(index.firstHeader);
  const { sampleRate, samplesPerFrame, channels } = kind;
  const { step } = index;
  const delay = info?.delaySamples ?? 0;
  const isWhole = info?.frames === index.frameCount;
  const samples = index.frameCount * samplesPerFrame - delay - (isWhole ? info.paddingSamples : 0);
  const durationSeconds = Math.max(0, samples) / sampleRate;
  const preroll = prerollFrames(kind, index.smallestFrameBytes);
  const frameAt = (seconds: number): number => (seconds * sampleRate + delay) / samplesPerFrame;
  const secondsAt = (frame: number): number => (frame * samplesPerFrame - delay) / sampleRate;

  /** The frames of a span, as far as the index tells them apart. */
  function frames({ start, end }: Span): { from: number; to: number } {
    const last = index.frameCount - 1;
    const from = Math.min(last, Math.max(0, Math.floor(frameAt(start)) - preroll));
    const to = Math.ceil((Math.ceil(frameAt(end)) + 1) / step) * step;
    return { from: from - (from % step), to: Math.min(to, index.frameCount) };
  }

  function ranges({ from, to }: { from: number; to: number }): { from: number; to: number }[] {
    const end = to >= index.frameCount ? index.end : (index.offsets[to / step] ?? index.end);
    let start = index.offsets[from / step] ?? 0;
    const found: { from: number; to: number }[] = [];
    for (const gap of index.gaps) {
      if (gap.to <= start || gap.from >= end) continue;
      found.push({ from: start, to: gap.from });
      start = gap.to;
    }
    return [...found, { from: start, to: end }].filter((range) => range.to > range.from);
  }

  return {
    info: {
      durationSeconds,
      codec: "mp3",
      container: "mp3",
      channels,
      sampleRate,
      ...claimedSeconds((claimedFrames(index, info) * samplesPerFrame) / sampleRate, durationSeconds),
    },
    soundBytes: index.end - (index.offsets[0] ?? 0),
    piece(span) {
      const wanted = frames(span);
      return Promise.resolve({
        content: ranges(wanted),
        extension: "mp3",
        audioStartSeconds: secondsAt(wanted.from),
      });
    },
    async excerpt(span) {
      const wanted = frames(span);
      const parts = [];
      for (const { from, to } of ranges(wanted)) parts.push(await recording.read(from, to));
      return {
        startSeconds: secondsAt(wanted.from),
        durationSeconds: ((wanted.to - wanted.from) * samplesPerFrame) / sampleRate,
        format: "mp3",
        bytes: Buffer.concat(parts),
      };
    },
  };
}

/** How many frames a header speaks of that can be believed: it has to be wrong about bytes as well, as it is where the rest is missing. */
function claimedFrames({ frameCount, offsets, end }: FrameIndex, info: InfoFrame | undefined): number {
  if (info?.frames === undefined) return 0;
  const bytes = end - (offsets[0] ?? 0);
  const isByteCountRight = info.bytes !== undefined && info.bytes <= bytes * 1.02 + MOST_BYTES_BEFORE;
  return isByteCountRight ? frameCount : info.frames;
}

/** Frames from which a frame's sound may come, and one for the overlap of the transform. */
function prerollFrames({ reservoirBytes, sideBytes }: FrameKind, smallestFrameBytes: number): number {
  const soundBytes = Math.max(1, smallestFrameBytes - HEADER_BYTES - sideBytes);
  return Math.min(LONGEST_PREROLL_FRAMES, Math.ceil(reservoirBytes / soundBytes) + 1);
}
