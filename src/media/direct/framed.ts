import type { SpeechFormats } from "../../domain/audio.js";
import type { RecordingBytes } from "../port.js";
import { createBareAmr, type BareAmr } from "./amr/bare.js";
import { amrBand, amrFrameLengths } from "./amr/frames.js";
import { tagBytes } from "./mp3/tags.js";
import { withRest, type OpenDirectly } from "./port.js";
import {
  ADTS_HEAD_BYTES,
  adtsFrameBytes,
  BEGINNING_BYTES,
  beginsAac,
  beginsRecording,
} from "./rest/beginnings.js";

/*
 * Bare frames of AAC and AMR. ffmpeg, which is left all of them that the speech service does not take as they are, takes what
 * comes after them for more of the same, in whatever rate or container it is: hence their lengths are added up here.
 */
interface Framed {
  framesAt: number;
  headBytes: number;
  /** Length of the frame that begins here; zero for what is none of this recording. */
  lengthOf: (data: Buffer, at: number) => number;
  bareAmr?: BareAmr | undefined;
}

export const openFramed: OpenDirectly = async (recording, signal, formats) => {
  const head = await recording.read(0, BEGINNING_BYTES);
  const framed = amrFrames(recording, head, formats) ?? aacFrames(head);
  if (framed === undefined) return undefined;
  const end = await endOfFrames(recording, framed, signal);
  if (end >= recording.sizeBytes) return framed.bareAmr?.sound();
  const behind = await recording.read(end, end + BEGINNING_BYTES);
  if (!beginsRecording(behind, recording.sizeBytes - end)) return undefined;
  return withRest(framed.bareAmr?.sound(), end);
};

function amrFrames(recording: RecordingBytes, head: Buffer, formats?: SpeechFormats): Framed | undefined {
  const band = amrBand(head);
  if (band === undefined) return undefined;
  const lengths = amrFrameLengths(band);
  return {
    framesAt: band.magic.length,
    headBytes: 1,
    lengthOf: (data, at) => lengths[data[at] ?? 0] ?? 0,
    bareAmr: formats === "all" ? createBareAmr(recording, band) : undefined,
  };
}

function aacFrames(head: Buffer): Framed | undefined {
  const framesAt = tagBytes(head, 0);
  if (!beginsAac(head.subarray(framesAt))) return undefined;
  const kind = aacKind(head, framesAt);
  const lengthOf = (data: Buffer, at: number): number =>
    aacKind(data, at) === kind ? adtsFrameBytes(data, at) : 0;
  return { framesAt, headBytes: ADTS_HEAD_BYTES, lengthOf };
}

/** Profile, rate and channels. */
function aacKind(data: Buffer, at: number): number {
  return data.readUInt16BE(at + 2) & 0xfdc0;
}

/** Where the first that is no frame begins; behind the end of a file whose last frame is not whole. */
async function endOfFrames(
  recording: RecordingBytes,
  { framesAt, headBytes, lengthOf, bareAmr }: Framed,
  signal: AbortSignal,
): Promise<number> {
  let next = framesAt;
  let dataStart = framesAt;
  let rest: Buffer = Buffer.alloc(0);
  for await (const bytes of recording.stream(framesAt)) {
    signal.throwIfAborted();
    const data = Buffer.concat([rest, bytes]);
    while (next - dataStart + headBytes <= data.length) {
      const length = lengthOf(data, next - dataStart);
      if (length === 0) return next;
      bareAmr?.add(next, length);
      next += length;
    }
    rest = Buffer.from(data.subarray(next - dataStart));
    dataStart += data.length - rest.length;
  }
  return recording.sizeBytes;
}
