import type { SpeechFormats } from "../../../domain/audio.js";
import type { Span } from "../../../domain/spans.js";
import { claimedSeconds } from "../../claimed.js";
import { gather } from "../../piece-content.js";
import type { PieceContent, RecordingBytes } from "../../port.js";
import type { DirectRecording } from "../port.js";
import { asfHead } from "./file.js";
import { createFrameCounter, type PacketSpan, type WmaFrames } from "./frames.js";
import { readHeader, type AsfHeader } from "./header.js";
import { packetsOf, payloadsOf } from "./packets.js";

/** Windows Media Audio, where it is taken and nothing in it is missing. */
export async function openWma(
  recording: RecordingBytes,
  signal: AbortSignal,
  formats?: SpeechFormats,
): Promise<DirectRecording | undefined> {
  if (formats !== "all") return undefined;
  const header = await readHeader(recording);
  const frames = header && (await countFrames(recording, header, signal));
  return header && frames && wmaSound(recording, header, frames);
}

/** Looks at all packets: only what is in them tells how many frames there are, and with them when each packet sounds. */
async function countFrames(
  recording: RecordingBytes,
  header: AsfHeader,
  signal: AbortSignal,
): Promise<WmaFrames | undefined> {
  const counter = createFrameCounter(header);
  for await (const packet of packetsOf(recording, header)) {
    signal.throwIfAborted();
    const payloads = payloadsOf(packet);
    if (payloads === undefined || !counter.add(payloads)) return undefined;
  }
  return counter.frames();
}

/** Wma whose pieces are its packets. */
function wmaSound(recording: RecordingBytes, header: AsfHeader, frames: WmaFrames): DirectRecording {
  const { packetsAt, packetBytes, codec, channels, sampleRate } = header;
  const frameSeconds = header.frameSamples / sampleRate;
  const durationSeconds = frames.end * frameSeconds;
  const packetsFor = ({ start, end }: Span): PacketSpan =>
    frames.span(start / frameSeconds, end / frameSeconds);
  function fileOf({ first, next, from, to }: PacketSpan): PieceContent[] {
    const range = { from: packetsAt + first * packetBytes, to: packetsAt + next * packetBytes };
    return [{ bytes: asfHead(header, next - first, (to - from) * frameSeconds) }, range];
  }
  return {
    info: {
      ...{ durationSeconds, codec, container: "asf", channels, sampleRate },
      ...claimedSeconds(header.claimedSeconds, durationSeconds),
    },
    soundBytes: frames.packetCount * packetBytes,
    piece(span) {
      const packets = packetsFor(span);
      return Promise.resolve({
        content: fileOf(packets),
        extension: "wma",
        audioStartSeconds: packets.from * frameSeconds,
      });
    },
    async excerpt(span) {
      const packets = packetsFor(span);
      return {
        startSeconds: packets.from * frameSeconds,
        durationSeconds: (packets.to - packets.from) * frameSeconds,
        format: "asf",
        bytes: await gather(recording, fileOf(packets)),
      };
    },
    excerptsApart: true,
  };
}
