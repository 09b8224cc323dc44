import { describe, expect, test } from "vitest";
import {
  chunkSecondsFor,
  LEVEL_SECONDS,
  plannedPiece,
  quietestPlace,
  searchWindows,
} from "../../src/domain/cut-plan.js";

/** Levels of stretches, each [seconds, dB]. */
function loudness(startSeconds: number, ...stretches: [number, number][]) {
  const levels = stretches.flatMap(([seconds, level]) =>
    Array.from({ length: Math.round(seconds / LEVEL_SECONDS) }, () => level),
  );
  return { startSeconds, levels: Float32Array.from(levels) };
}

describe("the length of chunks", () => {
  test.each([
    { minutes: 10, seconds: 300 },
    { minutes: 45, seconds: 450 },
    { minutes: 600, seconds: 600 },
  ])("is $seconds s for $minutes minutes", ({ minutes, seconds }) => {
    expect(chunkSecondsFor(minutes * 60, 600)).toBe(seconds);
  });

  test("is never above what is configured", () => {
    expect(chunkSecondsFor(600, 30)).toBe(30);
  });
});

describe("the windows to search", () => {
  test("leave no piece longer than a speech service takes", () => {
    const longest = 136;
    for (const duration of [150, 1_000, 3_600]) {
      const windows = searchWindows(duration, 600, 20, longest);
      const ends = [...windows.map(({ end }) => end), duration];
      const starts = [0, ...windows.map(({ start }) => start)];
      // The widest that the cuts can make it, with the overlaps of cuts through speech.
      ends.forEach((end, index) =>
        expect(end - (starts[index] ?? 0) + 4).toBeLessThanOrEqual(longest + 0.001),
      );
    }
  });

  test("are none for a recording up to 1.3 times as long as a chunk", () => {
    expect(searchWindows(390, 300, 20)).toEqual([]);
    expect(searchWindows(391, 300, 20)).toHaveLength(1);
  });

  test("lie around the boundaries of evenly long chunks", () => {
    expect(searchWindows(900, 300, 20)).toEqual([
      { start: 290, end: 310 },
      { start: 590, end: 610 },
    ]);
  });

  test("never meet, however short the chunks", () => {
    const windows = searchWindows(40, 10, 60);
    expect(windows).toHaveLength(3);
    windows
      .slice(1)
      .forEach((window, index) => expect(window.start).toBeGreaterThan(windows[index]?.end ?? 0));
  });

  test("are few for a day of audio", () => {
    expect(searchWindows(86_400, 300, 20)).toHaveLength(287);
  });
});

describe("the quietest place", () => {
  test("is the middle of the longest pause", () => {
    const cut = quietestPlace(loudness(290, [5, -20], [0.5, -60], [5, -20], [1.5, -60], [8, -20]));
    expect(cut.seconds).toBeCloseTo(290 + 11.25, 1);
    expect(cut.inPause).toBe(true);
  });

  test("is the nearest to the boundary of pauses alike", () => {
    const cut = quietestPlace(loudness(0, [2, -20], [1, -60], [6, -20], [1, -60], [10, -20]));
    expect(cut.seconds).toBeCloseTo(9.5, 1);
  });

  test("is not a stop between two sounds", () => {
    const cut = quietestPlace(loudness(0, [5, -20], [0.05, -90], [5, -20], [0.6, -50], [9, -20]));
    expect(cut.seconds).toBeCloseTo(10.35, 1);
  });

  test.each([
    [0.5, false],
    [0.8, false],
    [1.2, true],
  ])("in a silence of %d s is a pause that parts sentences: %s", (seconds, inPause) => {
    expect(quietestPlace(loudness(0, [9, -20], [seconds, -60], [9, -20])).inPause).toBe(inPause);
  });

  test("is no pause where somebody speaks throughout", () => {
    expect(quietestPlace(loudness(0, [5, -20], [5, -26], [10, -20])).inPause).toBe(false);
  });

  test("is a pause where all is silent", () => {
    const cut = quietestPlace(loudness(100, [20, -90]));
    expect(cut).toEqual({ seconds: expect.closeTo(110, 1), inPause: true });
  });
});

describe("pieces", () => {
  test("overlap a little at a long pause and by two seconds elsewhere", () => {
    const [pause, speech] = [
      { seconds: 300, inPause: true },
      { seconds: 600, inPause: false },
    ];
    expect(plannedPiece(pause, speech, 900)).toEqual({
      start: 300,
      end: 600,
      audioStart: 299.7,
      audioEnd: 602,
    });
  });

  test("begin and end with the recording", () => {
    expect(plannedPiece(undefined, undefined, 12.5)).toEqual({
      start: 0,
      end: 12.5,
      audioStart: 0,
      audioEnd: 12.5,
    });
  });
});
