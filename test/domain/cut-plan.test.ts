import { describe, expect, test } from "vitest";
import {
  excerpt,
  LEVEL_SECONDS,
  plannedPiece,
  quietestPlace,
  searchWindows,
  silentSpans,
} from "../../src/domain/cut-plan.js";

/** Levels of stretches, each [seconds, dB]. */
function loudness(startSeconds: number, ...stretches: [number, number][]) {
  const levels = stretches.flatMap(([seconds, level]) =>
    Array.from({ length: Math.round(seconds / LEVEL_SECONDS) }, () => level),
  );
  return { startSeconds, levels: Float32Array.from(levels) };
}

describe("the windows to search", () => {
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

describe("silences", () => {
  test("last half a second or longer", () => {
    const spans = silentSpans(loudness(10, [2, -20], [0.4, -80], [2, -20], [0.6, -80], [2, -20]));
    expect(spans).toEqual([{ start: expect.closeTo(14.4), end: expect.closeTo(15) }]);
  });

  test("are not a quieter second speaker", () => {
    expect(silentSpans(loudness(0, [5, -15], [5, -40]))).toEqual([]);
  });

  test("are not a quiet recording's speech", () => {
    expect(silentSpans(loudness(0, [5, -55], [5, -60]))).toEqual([]);
  });

  test("are all of a recording without sound", () => {
    expect(silentSpans(loudness(0, [5, -90]))).toEqual([{ start: 0, end: expect.closeTo(5) }]);
  });

  test("are looked for in any part of a measurement", () => {
    const part = excerpt(loudness(100, [2, -20], [2, -80]), { start: 101, end: 103.5 });
    expect(part.startSeconds).toBeCloseTo(101);
    expect(part.levels).toHaveLength(250);
  });
});

describe("pieces", () => {
  test("overlap a little at a long pause and by two seconds elsewhere", () => {
    const [pause, speech] = [
      { seconds: 300, inPause: true },
      { seconds: 600, inPause: false },
    ];
    expect(plannedPiece(1, pause, speech, 900)).toEqual({
      index: 1,
      start: 300,
      end: 600,
      audioStart: 299.7,
      audioEnd: 602,
    });
  });

  test("begin and end with the recording", () => {
    expect(plannedPiece(0, undefined, undefined, 12.5)).toEqual({
      index: 0,
      start: 0,
      end: 12.5,
      audioStart: 0,
      audioEnd: 12.5,
    });
  });
});
