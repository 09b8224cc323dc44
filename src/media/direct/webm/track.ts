import type { RecordingBytes } from "../../port.js";
import { readOpusHead, type PacketCodec } from "../ogg/codec.js";
import { children, element, elementOfUnknownSize, float, readElementHead, unsigned } from "./ebml.js";
import { ID } from "./ids.js";

/** What a recorder's file says before its sound: one track of Opus. */
export interface OpusTrack {
  number: number;
  codec: PacketCodec;
  /** `OpusHead`. */
  head: Buffer;
  /** Seconds in a unit of its times. */
  unitSeconds: number;
  claimedSeconds: number;
  /** Where the clusters begin. */
  clustersAt: number;
}

const HEAD_BYTES = 64 * 1024;
const OPUS = "A_OPUS";
const AUDIO = 2;
const NANOSECONDS = 1e-9;
const USUAL_SCALE = 1_000_000;
const OPUS_RATE = 48_000;

/** Undefined for anything but one track of Opus. */
export async function readOpusTrack(recording: RecordingBytes): Promise<OpusTrack | undefined> {
  const data = await recording.read(0, HEAD_BYTES);
  if (data.length < 4 || data.readUInt32BE(0) !== ID.ebml) return undefined;
  let scale = USUAL_SCALE;
  let claimed = 0;
  let track: Pick<OpusTrack, "number" | "codec" | "head"> | undefined;
  for (let at = 0; ;) {
    const element = readElementHead(data, at);
    if (element === undefined) return undefined;
    const start = at + element.headBytes;
    if (element.id === ID.cluster) return track && { ...track, ...times(scale, claimed), clustersAt: at };
    // Another file, behind one that ended before its sound.
    if (element.id === ID.ebml && at > 0) return undefined;
    if (element.id === ID.segment) {
      at = start;
      continue;
    }
    if (element.sizeBytes === undefined || start + element.sizeBytes > data.length) return undefined;
    const body = data.subarray(start, start + element.sizeBytes);
    if (element.id === ID.info) {
      const info = children(body);
      scale = unsigned(info.get(ID.timestampScale)) ?? USUAL_SCALE;
      claimed = float(info.get(ID.duration)) ?? 0;
    }
    if (element.id === ID.tracks) track = onlyOpus(body);
    at = start + element.sizeBytes;
  }
}

function times(scale: number, claimed: number): Pick<OpusTrack, "unitSeconds" | "claimedSeconds"> {
  return { unitSeconds: scale * NANOSECONDS, claimedSeconds: claimed * scale * NANOSECONDS };
}

function onlyOpus(tracks: Buffer): Pick<OpusTrack, "number" | "codec" | "head"> | undefined {
  const [body, ...others] = children(tracks).get(ID.trackEntry) ?? [];
  if (body === undefined || others.length > 0) return undefined;
  const entry = children(body);
  const [head] = entry.get(ID.codecPrivate) ?? [];
  const number = unsigned(entry.get(ID.trackNumber));
  const isOpus = entry.get(ID.codecId)?.[0]?.toString("latin1").replace(/\0+$/, "") === OPUS;
  if (!isOpus || unsigned(entry.get(ID.trackType)) !== AUDIO || entry.has(ID.contentEncodings))
    return undefined;
  const codec = head === undefined ? undefined : readOpusHead(head);
  if (head === undefined || codec === undefined || number === undefined) return undefined;
  return { number, codec, head: Buffer.from(head) };
}

/** The beginning of a file of one cluster or more, whose decoders give all samples. */
export function fileHead({ number, codec, unitSeconds }: OpusTrack, head: Buffer): Buffer {
  const rate = Buffer.alloc(8);
  rate.writeDoubleBE(OPUS_RATE);
  const name = Buffer.from("diarist", "latin1");
  return Buffer.concat([
    element(ID.ebml, element(ID.docType, Buffer.from("webm", "latin1"))),
    elementOfUnknownSize(ID.segment),
    element(
      ID.info,
      Buffer.concat([
        element(ID.timestampScale, Math.round(unitSeconds / NANOSECONDS)),
        element(ID.muxingApp, name),
        element(ID.writingApp, name),
      ]),
    ),
    element(
      ID.tracks,
      element(
        ID.trackEntry,
        Buffer.concat([
          element(ID.trackNumber, number),
          element(ID.trackUid, 1),
          element(ID.trackType, AUDIO),
          element(ID.codecId, Buffer.from(OPUS, "latin1")),
          element(ID.codecPrivate, head),
          element(
            ID.audio,
            Buffer.concat([element(ID.samplingFrequency, rate), element(ID.channels, codec.channels)]),
          ),
        ]),
      ),
    ),
  ]);
}

/** The head of a cluster that goes on until another begins. */
export function clusterHead(time: number): Buffer {
  return Buffer.concat([elementOfUnknownSize(ID.cluster), element(ID.timestamp, time)]);
}
