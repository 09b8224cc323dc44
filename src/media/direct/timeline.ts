import { createDriftMeter } from "./drift.js";
import { lastNotAbove } from "./search.js";

/** When the packets of a recording sound: runs of packets of one length, since most recordings are a single run. */
export interface Timeline {
  count: number;
  /** Appends packets. */
  add(count: number, length: number): void;
  /** The next packets begin then, and not where those before end. */
  jumpTo(time: number): void;
  /** Time at which a packet begins; that of `count` is the end of the last. */
  timeOf(packet: number): number;
  /** The packet that sounds at a time: the first or the last where none does. */
  packetAt(time: number): number;
  /** How far the packets' times stray from those of packets that are all `length` long and follow each other without gaps. */
  mostDrift(length: number, stretch: number): number;
}

/** Times are in units of the caller's. */
export function createTimeline(): Timeline {
  const firsts: number[] = [];
  const times: number[] = [];
  const lengths: number[] = [];
  let count = 0;
  let end = 0;
  let hasJumped = false;

  const timeline: Timeline = {
    get count() {
      return count;
    },
    add(added, length) {
      if (added <= 0) return;
      if (hasJumped || length !== lengths.at(-1)) {
        firsts.push(count);
        times.push(end);
        lengths.push(length);
      }
      hasJumped = false;
      count += added;
      end += added * length;
    },
    jumpTo(time) {
      hasJumped ||= time !== end;
      end = time;
    },
    timeOf(packet) {
      if (packet >= count) return end;
      const run = lastNotAbove(packet, firsts);
      return (times[run] ?? 0) + (packet - (firsts[run] ?? 0)) * (lengths[run] ?? 0);
    },
    packetAt(time) {
      const run = lastNotAbove(time, times);
      const length = lengths[run] ?? 0;
      const first = firsts[run] ?? 0;
      const last = (firsts[run + 1] ?? count) - 1;
      const packet = first + (length > 0 ? Math.floor((time - (times[run] ?? 0)) / length) : 0);
      return Math.max(0, Math.min(packet, last));
    },
    mostDrift(length, stretch) {
      const drift = createDriftMeter(stretch);
      const visit = (packet: number, time: number): void => drift.add(time, time - packet * length);
      for (let run = 0; run < firsts.length; run += 1) {
        const ownLength = lengths[run] ?? 0;
        const first = firsts[run] ?? 0;
        const last = (firsts[run + 1] ?? count) - 1;
        const step = Math.max(1, Math.floor(stretch / 2 / Math.max(1, ownLength)));
        for (let packet = first; packet < last; packet += step)
          visit(packet, (times[run] ?? 0) + (packet - first) * ownLength);
        visit(last, (times[run] ?? 0) + (last - first) * ownLength);
      }
      return drift.most();
    },
  };
  return timeline;
}
