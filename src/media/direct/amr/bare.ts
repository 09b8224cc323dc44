import type { RecordingBytes } from "../../port.js";
import type { DirectRecording } from "../port.js";
import { AMR_FRAME_SECONDS, SHORTEST_SPOKEN_BYTES, type AmrBand } from "./frames.js";
import { amrSound } from "./sound.js";

/** Time between entries of the index is 0.2 s: 1.4 MB for ten hours. */
const INDEX_STEP = 10;

/** Collects where the frames of a file lie. */
export interface BareAmr {
  add(at: number, length: number): void;
  /** The recording that they are; undefined where there is none, or a pause among them. */
  sound(): DirectRecording | undefined;
}

export function createBareAmr(recording: RecordingBytes, band: AmrBand): BareAmr {
  const places: number[] = [];
  let count = 0;
  let end = band.magic.length;
  let shortest = Infinity;
  const placeOf = (frame: number): number => (frame < count ? (places[frame / INDEX_STEP] ?? end) : end);
  return {
    add(at, length) {
      // The last one may break off.
      if (at + length > recording.sizeBytes) return;
      if (count % INDEX_STEP === 0) places.push(at);
      count += 1;
      end = at + length;
      shortest = Math.min(shortest, length);
    },
    sound() {
      if (count === 0 || shortest < SHORTEST_SPOKEN_BYTES) return undefined;
      const frames = {
        ...{ count, step: INDEX_STEP, sizeBytes: end - band.magic.length },
        secondsOf: (frame: number) => frame * AMR_FRAME_SECONDS,
        frameAt: (seconds: number) => Math.floor(seconds / AMR_FRAME_SECONDS),
        rangesOf: (first: number, next: number) => [{ from: placeOf(first), to: placeOf(next) }],
      };
      return amrSound(recording, band, frames, { container: "amr" });
    },
  };
}
