import type { RecordingBytes } from "../port.js";
import { amrBand, amrFrameLengths } from "./amr.js";
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
 * Bare frames of AAC and AMR, which are left to ffmpeg. It takes what comes after them for more of the same, in whatever rate or
 * container it is: hence their lengths are added up here.
 */
interface Framed {
  framesAt: number;
  headBytes: number;
  /** Length of the frame that begins here; zero for what is none of this recording. */
  lengthOf: (data: Buffer, at: number) => number;
}

export const openFramed: OpenDirectly = async (recording, signal) => {
  const head = await recording.read(0, BEGINNING_BYTES);
  const framed = amrFrames(head) ?? aacFrames(head);
  return withRest(undefined, framed && (await restBehindFrames(recording, framed, signal)));
};

function amrFrames(head: Buffer): Framed | undefined {
  const band = amrBand(head);
  if (band === undefined) return undefined;
  const lengths = amrFrameLengths(band);
  return { framesAt: band.magic.length, headBytes: 1, lengthOf: (data, at) => lengths[data[at] ?? 0] ?? 0 };
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

async function restBehindFrames(
  recording: RecordingBytes,
  { framesAt, headBytes, lengthOf }: Framed,
  signal: AbortSignal,
): Promise<number | undefined> {
  let next = framesAt;
  let dataStart = framesAt;
  let rest: Buffer = Buffer.alloc(0);
  for await (const bytes of recording.stream(framesAt)) {
    signal.throwIfAborted();
    const data = Buffer.concat([rest, bytes]);
    while (next - dataStart + headBytes <= data.length) {
      const length = lengthOf(data, next - dataStart);
      if (length === 0) {
        const behind = await recording.read(next, next + BEGINNING_BYTES);
        return beginsRecording(behind, recording.sizeBytes - next) ? next : undefined;
      }
      next += length;
    }
    rest = Buffer.from(data.subarray(next - dataStart));
    dataStart += data.length - rest.length;
  }
  return undefined;
}
