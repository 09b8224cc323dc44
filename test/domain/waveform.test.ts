import { describe, expect, it } from "vitest";
import { QUIETEST_DB } from "../../src/domain/cut-plan.js";
import { coarser, waveformOf } from "../../src/domain/waveform.js";

describe("a waveform", () => {
  it("has a peak for each tenth of a second, as high as the loudest moment in it", () => {
    const levels = new Float32Array(25).fill(QUIETEST_DB);
    levels[13] = -3;
    levels[24] = -23;
    const { peaks, peaksPerSecond } = waveformOf(0.25, { startSeconds: 0, levels });
    expect(peaks).toEqual([0, 127, 13]);
    expect(peaksPerSecond).toBe(10);
  });

  it("keeps the highest peaks when a player has fewer pixels", () => {
    const waveform = { durationSeconds: 0.5, peaksPerSecond: 10, peaks: [1, 9, 2, 3, 8] };
    expect(coarser(waveform, 3)).toEqual({ durationSeconds: 0.5, peaksPerSecond: 5, peaks: [9, 3, 8] });
    expect(coarser(waveform, 100)).toEqual(waveform);
  });
});
