import { describe, expect, it } from "vitest";
import { computeCoverage } from "../../src/domain/coverage.js";
import { totalSeconds } from "../../src/domain/spans.js";

const sum = (coverage: ReturnType<typeof computeCoverage>): number =>
  coverage.transcribedSeconds + coverage.silentSeconds + totalSeconds(coverage.missing);

describe("coverage", () => {
  it("accounts for every second of the recording", () => {
    const coverage = computeCoverage(
      60,
      [
        { start: 1, end: 5 },
        { start: 4, end: 9.25 },
      ],
      [{ start: 20, end: 30, reason: "speech_rejected" }],
    );
    expect(coverage).toEqual({
      transcribedSeconds: 8.25,
      silentSeconds: 41.75,
      missing: [{ start: 20, end: 30, reason: "speech_rejected" }],
    });
    expect(sum(coverage)).toBe(60);
  });

  it("counts nothing beyond the recording's end", () => {
    const coverage = computeCoverage(
      10,
      [{ start: 8, end: 12 }],
      [
        { start: 0, end: 2, reason: "a" },
        { start: 11, end: 12, reason: "b" },
      ],
    );
    expect(coverage).toEqual({
      transcribedSeconds: 2,
      silentSeconds: 6,
      missing: [{ start: 0, end: 2, reason: "a" }],
    });
  });

  it("does not count a missing stretch as transcribed as well", () => {
    const coverage = computeCoverage(10, [{ start: 0, end: 10 }], [{ start: 4, end: 6, reason: "a" }]);
    expect(coverage.transcribedSeconds).toBe(8);
    expect(sum(coverage)).toBe(10);
  });
});
