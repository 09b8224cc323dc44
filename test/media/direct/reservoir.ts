import { writeFile } from "node:fs/promises";
import { asfHead } from "../../../src/media/direct/asf/file.js";
import { readHeader, type AsfHeader } from "../../../src/media/direct/asf/header.js";
import { packetsOf, payloadsOf } from "../../../src/media/direct/asf/packets.js";
import { openLocalRecording } from "../../../src/media/local-recording.js";

/*
 * Microsoft's encoders lay the frames of wma into superframes one after the other, so that most superframes begin within a
 * frame; ffmpeg's gives each frame one of its own, and fills it up. Here frames of the latter are laid out as the former do,
 * with a silent one among them now and then.
 */

/** Of ffmpeg's encoder, behind the last byte of a frame. */
const FILLING = "N".charCodeAt(0);
const SUPERFRAME_BYTES = 300;
/** Of a superframe's head, at 64 kbit/s and 44.1 kHz in one channel. */
const NUMBER_BITS = 4;
const COUNT_BITS = 4;
const PENDING_BITS = 13;
/** Decoders can only begin where more than the one frame ends that has begun before. */
const SILENCE_EVERY = 8;
/** Of channels without sound. */
const SILENT_FRAME = "0";

/** Of the object that tells of the stream: bytes of a superframe, and the codec's flags, a reservoir among them. */
const SUPERFRAME_BYTES_AT = 90;
const FLAGS_AT = 100;
const FLAGS = 3;

/** Of a packet: two bytes of error correction, padding told in two, and fields as Microsoft's have them. */
const PACKET_HEAD = Buffer.from("820000105d0000000000000000", "hex");
const PADDING_AT = 5;
const KEY_FRAME_OF_STREAM = 0x81;
const FACTS_BYTES = 8;

export interface Layout {
  /** Every superframe is in two packets. */
  inParts?: boolean;
  /** A superframe that is missing. */
  without?: number;
}

/** Makes `to`, with a reservoir, of `from`, a recording of one channel by ffmpeg. */
export async function layIntoReservoir(from: string, to: string, layout: Layout = {}): Promise<void> {
  const recording = await openLocalRecording(from);
  const header = await readHeader(recording);
  if (header === undefined) throw new Error("It is no wma");
  const frames: string[] = [];
  for await (const packet of packetsOf(recording, header))
    for (const { bytes } of payloadsOf(packet) ?? []) frames.push(bitsOf(withoutFilling(bytes)));
  await writeFile(to, asfFile(header, superframesOf(frames), layout));
}

interface Superframe {
  bytes: Buffer;
  framesBefore: number;
}

function superframesOf(frames: readonly string[]): Superframe[] {
  const superframes: Superframe[] = [];
  let pending = "";
  let framesBefore = 0;
  for (const [number, frame] of [...frames, ""].entries()) {
    const silence = number % SILENCE_EVERY === 0 ? SILENT_FRAME : "";
    const count = 1 + silence.length;
    const head = binary(number % 16, NUMBER_BITS) + binary(count, COUNT_BITS);
    const before = head + binary(pending.length, PENDING_BITS) + pending + silence;
    const room = SUPERFRAME_BYTES * 8 - before.length;
    const bits = (before + frame.slice(0, room)).padEnd(SUPERFRAME_BYTES * 8, "0");
    superframes.push({ bytes: bytesOf(bits), framesBefore });
    pending = frame.slice(room);
    // The first superframe ends none that had begun before it.
    framesBefore += number === 0 ? count - 1 : count;
  }
  return superframes;
}

function asfFile(header: AsfHeader, superframes: readonly Superframe[], layout: Layout): Buffer {
  const streamProperties = Buffer.from(header.streamProperties);
  streamProperties.writeUInt16LE(SUPERFRAME_BYTES, SUPERFRAME_BYTES_AT);
  streamProperties.writeUInt16LE(FLAGS, FLAGS_AT);
  const frameMs = (header.frameSamples * 1000) / header.sampleRate;
  const half = layout.inParts === true ? SUPERFRAME_BYTES / 3 : SUPERFRAME_BYTES;
  const packets = superframes
    .map(({ bytes, framesBefore }, number) => {
      const timeMs = header.prerollMs + Math.round(framesBefore * frameMs);
      return [0, half]
        .filter((offset) => offset < bytes.length)
        .map((offset) =>
          packetOf(bytes.subarray(offset, offset === 0 ? half : undefined), offset, number, timeMs),
        );
    })
    .filter((_, number) => number !== layout.without)
    .flat();
  const packetBytes = Math.max(...packets.map(({ length }) => length));
  const head = asfHead(
    { ...header, streamProperties, packetBytes },
    packets.length,
    (superframes.length * frameMs) / 1000,
  );
  return Buffer.concat([head, ...packets.map((packet) => padded(packet, packetBytes))]);
}

function packetOf(part: Buffer, offset: number, number: number, timeMs: number): Buffer {
  const payloadHead = Buffer.alloc(7);
  payloadHead.set([KEY_FRAME_OF_STREAM, number & 0xff]);
  payloadHead.writeUInt32LE(offset, 2);
  payloadHead[6] = FACTS_BYTES;
  const facts = Buffer.alloc(FACTS_BYTES);
  facts.writeUInt32LE(SUPERFRAME_BYTES);
  facts.writeUInt32LE(timeMs, 4);
  return Buffer.concat([PACKET_HEAD, payloadHead, facts, part]);
}

function padded(packet: Buffer, bytes: number): Buffer {
  packet.writeUInt16LE(bytes - packet.length, PADDING_AT);
  return Buffer.concat([packet, Buffer.alloc(bytes - packet.length)]);
}

function withoutFilling(frame: Buffer): Buffer {
  return frame.subarray(0, frame.findLastIndex((byte) => byte !== FILLING) + 1);
}

function bitsOf(bytes: Buffer): string {
  return Array.from(bytes, (byte) => binary(byte, 8)).join("");
}

function bytesOf(bits: string): Buffer {
  return Buffer.from(
    Array.from({ length: bits.length / 8 }, (_, at) => Number.parseInt(bits.slice(at * 8, at * 8 + 8), 2)),
  );
}

function binary(value: number, bits: number): string {
  return value.toString(2).padStart(bits, "0");
}
