import type { RecordingBytes } from "../port.js";
import type { Span } from "../../domain/spans.js";
import {
  crc16,
  FRAME_HEADER_BYTES,
  partialStreamInfo,
  readFrame,
  readStreamInfo,
  STREAM_INFO_BYTES,
  type Frame,
  type StreamInfo,
} from "./flac/frame.js";
import { createPlaces, type Place } from "./places.js";
import { partOf } from "./part.js";
import { withRest, type DirectRecording, type OpenDirectly } from "./port.js";
import { readAhead, type ReadBytes } from "./read-ahead.js";
import { BEGINNING_BYTES, beginsRecording } from "./rest/beginnings.js";
import { beginsFlac, CONTAINER_MARKS } from "./rest/containers.js";
import { searchMarks } from "./rest/search.js";

const MARKER = "fLaC";
const LAST_BLOCK = 0x80;
const BLOCK_HEADER_BYTES = 4;
const ID3_HEADER_BYTES = 10;
/** Many frames; a longer stretch without one is no FLAC. */
const SEARCH_BYTES = 64 * 1024;
const MOST_SEARCHED_BYTES = 4 * 1024 ** 2;
/** Shares of the file. Where another stream follows, frames there do not ascend, unless one of the two has a fourth of the bytes at most. */
const LOOKED_AT = [0.25, 0.5, 0.75];
/** Tags that some programs put behind the sound. */
const SHORTEST_LOSS_SECONDS = 0.5;

/** Native FLAC. Its frames are found by their headers, from a guess on; nothing is read but around the places sought. */
export const openFlac: OpenDirectly = async (recording, signal) => {
  const head = await readHead(readAhead(recording, SEARCH_BYTES));
  if (head === undefined) return undefined;
  const alone = await openStream(recording, head);
  const searchFrom = alone === undefined ? head.framesAt : alone.doubtfulFrom;
  if (searchFrom === undefined) return alone?.direct;
  const restAt = await findRestOfFlac(recording, head, searchFrom, signal);
  if (restAt === undefined) return alone?.direct;
  const own = await openStream(partOf(recording, 0, restAt), head);
  return withRest(own?.direct, restAt);
};

/** Where the stream's frames begin, and what they are. */
interface StreamHead {
  stream: StreamInfo;
  framesAt: number;
}

/** `doubtfulFrom` is where something else may begin at the earliest: the stream does not end as it says, or not with the file. */
async function openStream(
  recording: RecordingBytes,
  { stream, framesAt }: StreamHead,
): Promise<{ direct: DirectRecording; doubtfulFrom: number | undefined } | undefined> {
  const read = readAhead(recording, SEARCH_BYTES);
  const first = await nextFrame(read, framesAt, stream, () => true);
  const last = first && (await lastFrame(recording, stream, first));
  if (last === undefined || first?.at !== framesAt) return undefined;

  const { sampleRate, totalSamples } = stream;
  const origin = first.sample;
  const isOfThis = ({ sample, isVariable }: Frame): boolean =>
    isVariable === first.isVariable && sample >= origin && sample <= last.sample;
  const end = { at: last.endAt, time: last.sample + last.samples };
  const find = async (from: number): Promise<Place | undefined> => {
    const frame = await nextFrame(read, from, stream, isOfThis);
    return frame && { at: frame.at, time: frame.sample };
  };
  const between: Place[] = [];
  for (const share of LOOKED_AT) {
    const place = await find(first.at + Math.floor((end.at - first.at) * share));
    if (place !== undefined && place.at > (between.at(-1)?.at ?? first.at)) between.push(place);
  }
  const ascends = [...between, end].every(({ time }, index) => time > (between[index - 1]?.time ?? origin));
  const places = createPlaces(find, { at: first.at, time: origin }, end, ascends ? between : []);
  const lengthSamples = end.time - origin;
  const lostSeconds = (totalSamples - lengthSamples) / sampleRate;
  const header = Buffer.concat([
    Buffer.from(MARKER, "latin1"),
    Buffer.from([LAST_BLOCK, 0, 0, STREAM_INFO_BYTES]),
    partialStreamInfo(stream),
  ]);

  async function placeAfter({ at }: Place): Promise<Place> {
    const frame = await nextFrame(read, at + 1, stream, isOfThis);
    return frame === undefined || frame.at >= end.at ? end : { at: frame.at, time: frame.sample };
  }
  async function framesOf(span: Span): Promise<{ start: Place; next: Place }> {
    const start = await places.lastNotAbove(origin + span.start * sampleRate);
    const endSample = Math.max(start.time, origin + span.end * sampleRate);
    const next = endSample >= end.time ? end : await placeAfter(await places.lastNotAbove(endSample));
    return { start, next };
  }

  const direct: DirectRecording = {
    info: {
      durationSeconds: lengthSamples / sampleRate,
      codec: "flac",
      container: "flac",
      channels: stream.channels,
      sampleRate,
      ...(lostSeconds > SHORTEST_LOSS_SECONDS ? { claimedSeconds: totalSamples / sampleRate } : {}),
    },
    soundBytes: end.at - first.at,
    async piece(span) {
      const { start, next } = await framesOf(span);
      return {
        content: [{ bytes: header }, { from: start.at, to: next.at }],
        extension: "flac",
        audioStartSeconds: (start.time - origin) / sampleRate,
      };
    },
    async excerpt(span) {
      const { start, next } = await framesOf(span);
      return {
        startSeconds: (start.time - origin) / sampleRate,
        durationSeconds: (next.time - start.time) / sampleRate,
        // Frames alone: decoders that meet a header between them lose some of those around it.
        format: "flac",
        bytes: await recording.read(start.at, next.at),
      };
    },
  };
  const endsAsItSays = ascends && (totalSamples === 0 || lengthSamples === totalSamples);
  return { direct, doubtfulFrom: endsAsItSays ? (last.isAtEnd ? undefined : last.at) : framesAt };
}

/**
 * Where another recording begins behind the last frame. FLAC does not tell how many bytes it has: the file is read from there on where
 * that may be.
 */
async function findRestOfFlac(
  recording: RecordingBytes,
  { stream, framesAt }: StreamHead,
  searchFrom: number,
  signal: AbortSignal,
): Promise<number | undefined> {
  const { sizeBytes } = recording;
  for await (const at of searchMarks(recording, searchFrom, CONTAINER_MARKS, signal)) {
    const data = await recording.read(at, at + BEGINNING_BYTES);
    if (beginsFlac(data)) return at;
    if (!beginsRecording(data, sizeBytes - at)) continue;
    const from = Math.max(framesAt, at - SEARCH_BYTES);
    const before = await recording.read(from, at);
    for (const frame of framesIn(before, from, stream))
      if (crc16(before.subarray(frame.at - from)) === 0) return at;
  }
  return undefined;
}

/** Reads what stands before the frames; ID3 tags may precede it. */
async function readHead(read: ReadBytes): Promise<StreamHead | undefined> {
  const id3 = await read(0, ID3_HEADER_BYTES);
  let at = 0;
  if (id3.length === ID3_HEADER_BYTES && id3.toString("latin1", 0, 3) === "ID3")
    at = ID3_HEADER_BYTES + id3.subarray(6).reduce((size, byte) => size * 128 + (byte & 0x7f), 0);
  if ((await read(at, at + MARKER.length)).toString("latin1") !== MARKER) return undefined;
  at += MARKER.length;
  let stream: StreamInfo | undefined;
  for (;;) {
    const header = await read(at, at + BLOCK_HEADER_BYTES);
    if (header.length < BLOCK_HEADER_BYTES) return undefined;
    const [kind = 0] = header;
    const next = at + BLOCK_HEADER_BYTES + header.readUIntBE(1, 3);
    if ((kind & 0x7f) === 0) stream = readStreamInfo(Buffer.from(await read(at + BLOCK_HEADER_BYTES, next)));
    at = next;
    if ((kind & LAST_BLOCK) !== 0) break;
  }
  return stream && { stream, framesAt: at };
}

/** The next frame that agrees with what is known of the stream. */
async function nextFrame(
  read: ReadBytes,
  from: number,
  stream: StreamInfo,
  agrees: (frame: Frame) => boolean,
): Promise<Frame | undefined> {
  for (let at = from; at < from + MOST_SEARCHED_BYTES; at += SEARCH_BYTES / 2) {
    const bytes = await read(at, at + SEARCH_BYTES / 2 + FRAME_HEADER_BYTES);
    for (const frame of framesIn(bytes, at, stream)) if (agrees(frame)) return frame;
    if (bytes.length < SEARCH_BYTES / 2) return undefined;
  }
  return undefined;
}

function* framesIn(bytes: Buffer, at: number, stream: StreamInfo): Generator<Frame> {
  for (let index = bytes.indexOf(0xff); index >= 0; index = bytes.indexOf(0xff, index + 1)) {
    const frame = readFrame(bytes, index, at, stream);
    if (frame !== undefined) yield frame;
  }
}

/** The last frame that is whole, where it ends, and whether that is proved to be with the file. */
async function lastFrame(
  recording: RecordingBytes,
  stream: StreamInfo,
  first: Frame,
): Promise<(Frame & { endAt: number; isAtEnd: boolean }) | undefined> {
  const { sizeBytes } = recording;
  for (let length = SEARCH_BYTES; length <= MOST_SEARCHED_BYTES; length *= 4) {
    const from = Math.max(first.at, sizeBytes - length);
    const bytes = await recording.read(from, sizeBytes);
    const found = [...framesIn(bytes, from, stream)];
    // A frame is believed when it goes on where one before it ends.
    const ends = new Set(found.map(({ sample, samples }) => sample + samples));
    const chain = found.filter(({ at, sample }) => at === first.at || ends.has(sample));
    const last = chain.at(-1);
    if (last !== undefined && (chain.length > 1 || from === first.at)) {
      const isAtEnd = crc16(bytes.subarray(last.at - from)) === 0;
      const isWhole = isAtEnd || last.sample + last.samples === stream.totalSamples;
      if (isWhole) return { ...last, endAt: sizeBytes, isAtEnd };
      const before = found.findLast(
        ({ at, sample, samples }) => at < last.at && sample + samples === last.sample,
      );
      return before && { ...before, endAt: last.at, isAtEnd: false };
    }
    if (from === first.at) return undefined;
  }
  return undefined;
}
