import { createDriftMeter, DRIFT_STRETCH_SECONDS, MOST_DRIFT_SECONDS } from "../drift.js";
import { lastNotAbove } from "../search.js";
import type { AsfHeader } from "./header.js";
import type { Payload } from "./packets.js";

/** Decoders leave out the first two frames, Microsoft's encoders' delay, and give one more at the end. */
const LEFT_OUT_FRAMES = 2;
const SETTLING_FRAMES = LEFT_OUT_FRAMES - 1;
/** With a reservoir the first frame has begun in the packet before: what is left of it cannot be decoded. */
const BROKEN_FRAMES = 1;
const LEAST_FRAMES_TO_BEGIN = 2;
/** And times are those of packets' bytes: off by the frame that they lie in. */
const LOOSE_FRAMES = 1;
const SUPERFRAME_NUMBERS = 16;

/** Packets, `next` not among them, that decoders begin and end with, and when their sound does, in frames. */
export interface PacketSpan {
  first: number;
  next: number;
  from: number;
  to: number;
}

export interface WmaFrames {
  packetCount: number;
  /** When the sound ends, in frames; above zero. */
  end: number;
  /** Packets that give all sound between two times, in frames. */
  span(start: number, end: number): PacketSpan;
}

/** Counts frames without decoding any: superframes tell how many end in them. */
export interface FrameCounter {
  /** The next packet's payloads. False where frames cannot be counted any more. */
  add(payloads: readonly Payload[]): boolean;
  /** Undefined where times stray from the frames' count: something is missing that decoders would not notice. */
  frames(): WmaFrames | undefined;
}

export function createFrameCounter({
  superframeBytes,
  hasReservoir,
  streamNumber,
  sampleRate,
  frameSamples,
  delayFrames,
  prerollMs,
}: AsfHeader): FrameCounter {
  /** Packets that decoders can begin with, and how many frames end before each of them or begin there. */
  const packets: number[] = [];
  const counts: number[] = [];
  const framesPerSecond = sampleRate / frameSamples;
  const drift = createDriftMeter(DRIFT_STRETCH_SECONDS * framesPerSecond);
  let packetCount = 0;
  let count = 0;
  let lastNumber: number | undefined;

  /** False where a superframe is missing before this one. */
  function addSuperframe(head: number): boolean {
    count += hasReservoir ? endingFrames(head) : 1;
    if (!hasReservoir) return true;
    const number = head >> 4;
    const isNext = lastNumber === undefined || number === (lastNumber + 1) % SUPERFRAME_NUMBERS;
    lastNumber = number;
    return isNext;
  }

  return {
    add(payloads) {
      const [first] = payloads;
      const canBegin =
        first?.offset === 0 && (!hasReservoir || endingFrames(first.bytes[0] ?? 0) >= LEAST_FRAMES_TO_BEGIN);
      if (canBegin) {
        packets.push(packetCount);
        counts.push(count);
      }
      packetCount += 1;
      for (const { offset, objectBytes, bytes, timeMs, ...payload } of payloads) {
        if (payload.streamNumber !== streamNumber || objectBytes % superframeBytes !== 0) return false;
        const time = ((timeMs - prerollMs) / 1000) * framesPerSecond;
        // The first packet has none from before it, so that its time cannot be held against the others'.
        if (offset === 0 && count > 0) drift.add(time, time - count);
        const next = Math.ceil(offset / superframeBytes) * superframeBytes - offset;
        for (let at = next; at < bytes.length; at += superframeBytes)
          if (!addSuperframe(bytes[at] ?? 0)) return false;
      }
      return true;
    },
    frames() {
      const loose = (hasReservoir ? LOOSE_FRAMES : 0) + MOST_DRIFT_SECONDS * framesPerSecond;
      const leftOutFrames = LEFT_OUT_FRAMES - delayFrames;
      const lost = SETTLING_FRAMES + (hasReservoir ? BROKEN_FRAMES : 0);
      if (packets.length === 0 || count <= lost || drift.most() > loose) return undefined;
      return {
        packetCount,
        end: count - lost + leftOutFrames,
        span(start, end) {
          const first = lastNotAbove(start - leftOutFrames, counts);
          const next = lastNotAbove(Math.ceil(end) - leftOutFrames + lost, counts) + 1;
          return {
            first: packets[first] ?? 0,
            next: packets[next] ?? packetCount,
            from: (counts[first] ?? 0) + leftOutFrames,
            to: (counts[next] ?? count) - lost + leftOutFrames,
          };
        },
      };
    },
  };
}

function endingFrames(head: number): number {
  return head & 0xf;
}
