import { describe, expect, it } from "vitest";
import type { Recognition, Word } from "../../src/domain/transcript.js";
import { spokenSeconds, wordlessSpans } from "../../src/domain/wordless.js";

const CHUNK = { startSeconds: 100, endSeconds: 120, audioStartSeconds: 98 };

/** Words as `[start, end]` in the recording's time. */
function hearing(words: [number, number][], unheard: [number, number][] = []): Recognition {
  const timed: Word[] = words.map(([start, end]) => ({ word: " x", start: start - 98, end: end - 98 }));
  return {
    language: "en",
    durationSeconds: 24,
    segments:
      timed.length === 0
        ? []
        : [{ id: 0, start: timed[0]?.start ?? 0, end: timed.at(-1)?.end ?? 0, text: "x", words: timed }],
    unheard: unheard.map(([start, end]) => ({ start: start - 98, end: end - 98 })),
    engine: { model: "test", timing: "word" },
  };
}

describe("stretches without words", () => {
  it("are those of two seconds or more between words, a little away from these", () => {
    const { silentOrMissed } = wordlessSpans(
      CHUNK,
      hearing([
        [100.5, 101],
        [102.5, 103],
        [106, 119],
      ]),
    );
    // Of the long word only its end is believed: an engine draws a word out over what it passed over.
    expect(silentOrMissed).toEqual([{ start: 103.4, end: 118.1 }]);
  });

  it("are all of what several words in a row were drawn out over", () => {
    const { silentOrMissed } = wordlessSpans(
      CHUNK,
      hearing([
        [100, 100.5],
        [101, 102.1],
        [102.1, 103.2],
        [103.2, 106.4],
        [107, 107.3],
        [108.5, 108.9],
        [110, 110.5],
        [112, 112.4],
        [113.9, 114.5],
        [115.9, 116.4],
        [117.9, 118.4],
      ]),
    );
    expect(silentOrMissed).toEqual([{ start: 100.9, end: 105.5 }]);
  });

  it("are the whole chunk where nothing was heard", () => {
    expect(wordlessSpans(CHUNK, hearing([])).silentOrMissed).toEqual([{ start: 100, end: 120 }]);
  });

  it("are none where a word left a sliver of what the engine noticed", () => {
    const words: [number, number][] = [
      [103, 103.7],
      [103.744, 103.964],
      [105.6, 106],
    ];
    expect(wordlessSpans(CHUNK, hearing(words, [[103.7, 105.9]])).noticed).toEqual([
      { start: 103.964, end: 105.6 },
    ]);
  });

  it("lie within what the chunk answers for", () => {
    const { silentOrMissed, noticed } = wordlessSpans(CHUNK, hearing([[104, 119]], [[98, 103]]));
    expect(noticed).toEqual([{ start: 100, end: 103 }]);
    expect(silentOrMissed).toEqual([{ start: 103.4, end: 118.1 }]);
  });
});

describe("speech", () => {
  it("is counted in seconds with words", () => {
    expect(
      spokenSeconds(
        hearing([
          [100, 100.5],
          [100.25, 100.75],
        ]),
      ),
    ).toBe(0.75);
  });
});
