/**
 * How far times stray from what a decoder's count of samples makes of them, within any stretch of so much time. Decoders
 * go by samples alone: what strays would be heard too early or too late.
 */
export interface DriftMeter {
  /** The drift at a time: what the recording says less what the count says. In order. */
  add(time: number, drift: number): void;
  most(): number;
}

export function createDriftMeter(stretch: number): DriftMeter {
  let most = 0;
  let stretchEnd = -Infinity;
  let lowest = 0;
  let highest = 0;
  let latest: number | undefined;
  return {
    add(time, drift) {
      if (time >= stretchEnd) {
        // From the last drift on, lest a gap between two stretches be missed.
        lowest = highest = latest ?? drift;
        stretchEnd = time + stretch;
      }
      lowest = Math.min(lowest, drift);
      highest = Math.max(highest, drift);
      most = Math.max(most, highest - lowest);
      latest = drift;
    },
    most: () => most,
  };
}

/** More would be heard, half of the 50 ms that times may be off; within so long as pieces are. */
export const MOST_DRIFT_SECONDS = 0.025;
export const DRIFT_STRETCH_SECONDS = 300;
