import { describe, expect, it } from "vitest";
import { findCrosstalk, withoutCrosstalk, withoutForeign } from "../../src/domain/crosstalk.js";
import { LEVEL_SECONDS, QUIETEST_DB, type Loudness } from "../../src/domain/cut-plan.js";
import { sharedGaps, sharedRuns } from "../../src/domain/shared-speech.js";
import type { ChannelSpan } from "../../src/domain/spans.js";
import type { Word } from "../../src/domain/transcript.js";

const LONG = 60;
const WORD_SECONDS = 0.4;

/** Words one after the other from `start` on. */
const said = (text: string, start: number): Word[] =>
  text.split(" ").map((word, index) => ({
    word: ` ${word}`,
    start: start + index * WORD_SECONDS,
    end: start + (index + 1) * WORD_SECONDS,
  }));

/** A channel that is as loud as given from each time on. */
const loudness = (...steps: [fromSeconds: number, db: number][]): Loudness => {
  const levels = new Float32Array(LONG / LEVEL_SECONDS).fill(QUIETEST_DB);
  for (const [from, db] of steps) levels.fill(db, Math.round(from / LEVEL_SECONDS));
  return { startSeconds: 0, levels, brightness: new Float32Array(levels.length) };
};

function found(left: readonly Word[], right: readonly Word[], loud: Loudness[], gaps: ChannelSpan[] = []) {
  const channels = [left, right].map((words, channel) => ({ channel, words }));
  const wordCount = left.length + right.length;
  return findCrosstalk(
    { runs: sharedRuns(channels), gaps: sharedGaps(channels, gaps), wordCount },
    new Map(loud.map((each, channel) => [channel, each])),
  );
}

const FIRST = said("good morning thank you for coming in", 1);
const SECOND = said("it was long but the train was empty", 5);

describe("crosstalk", () => {
  it("is what a channel has of another's speech, less loudly", () => {
    const both = [...FIRST, ...SECOND];
    const spans = found(both, both, [loudness([0, -20], [4.5, -38]), loudness([0, -40], [4.5, -22])]);
    expect(spans).toEqual([
      { channel: 0, start: 5, end: SECOND.at(-1)?.end },
      { channel: 1, start: 1, end: FIRST.at(-1)?.end },
    ]);
  });

  it("is known though the channels were not recorded equally loudly", () => {
    const both = [...FIRST, ...SECOND];
    // The second microphone hears its own speaker less loudly than the first one hears that speaker.
    const spans = found(both, both, [loudness([0, -10], [4.5, -28]), loudness([0, -45], [4.5, -30])]);
    expect(spans.map(({ channel, start }) => [channel, start])).toEqual([
      [0, 5],
      [1, 1],
    ]);
  });

  it("holds words that were misheard there, and none that its own speaker says meanwhile", () => {
    const misheard = FIRST.map((word, index) => (index === 3 ? { ...word, word: " ewe" } : word));
    const own = said("yes indeed", 4.2);
    const right = [...misheard, ...own];
    const left = [...FIRST, ...said("how was the journey", 3.8)];
    const [span, ...others] = found(left, right, [loudness([0, -20]), loudness([0, -40], [4.1, -22])]);
    expect(span).toEqual({ channel: 1, start: 1, end: FIRST.at(-1)?.end });
    expect(others).toEqual([]);
  });

  it("does not take a word of one's own between two long sentences of the other", () => {
    const both = [...said("first we planted beans and potatoes", 1), ...said("yes", 4.2), ...SECOND];
    const spans = found(both, both, [
      loudness([0, -40], [4.1, -20], [4.7, -40]),
      loudness([0, -20], [4.1, -40], [4.7, -20]),
    ]);
    expect(spans.map(({ channel, start }) => [channel, start])).toEqual([
      [0, 1],
      [0, 5],
      [1, 4.2],
    ]);
  });

  it("leaves a word that both have in one of them, though it is quiet in both", () => {
    const sentence = said("my brother carried them up the", 1);
    // Its last word falls where the first channel's speaker is loud, and is heard there when that one is not.
    const own = [...sentence, ...said("hill", 5)];
    const bleed = [...sentence, ...said("hill", 5.3)];
    const loud = [loudness([0, -40], [5, -15], [5.4, -40]), loudness([0, -22], [4.9, -30], [5.4, -15])];
    const spans = found(bleed, own, loud);
    expect(spans.map(({ channel, start }) => [channel, start])).toEqual([[0, 1]]);
  });

  it("does not reach over a sentence's last words that nobody else has and that are not much quieter", () => {
    const own = [...said("each of them up the", 1), ...said("hill", 3.4)];
    const bleed = said("that must have been hard work", 3.8);
    const loud = [loudness([0, -60], [3.3, -20]), loudness([0, -20], [3.3, -27], [3.8, -40])];
    const spans = found(bleed, [...own, ...bleed], loud);
    expect(spans.map(({ channel, start }) => [channel, start])).toEqual([[1, 3.8]]);
  });

  it("is not where two say the same at the same time now and then", () => {
    const left = [...FIRST, ...said("bye", 20), ...said("let us go on with the rest of it now", 30)];
    const right = [...SECOND, ...said("bye", 20.1), ...said("one moment please I have to look", 40)];
    expect(found(left, right, [loudness([0, -20]), loudness([0, -28])])).toEqual([]);
  });

  it("is not where nothing is said in two channels at once", () => {
    const channels = [FIRST, SECOND].map((words, channel) => ({ channel, words }));
    expect(sharedRuns(channels)).toEqual([]);
  });

  it("is whatever a channel that is next to silent has beside loud words", () => {
    const invented = said("it is the tenth of June", 1);
    const spans = found(
      FIRST,
      [...invented, ...SECOND],
      [loudness([0, -20], [4.5, -60]), loudness([0, -45], [4.5, -22])],
    );
    expect(spans).toEqual([{ channel: 1, start: 1, end: invented.at(-1)?.end }]);
  });

  it("is what a channel missed of louder words, so that no gap is left there", () => {
    const loud = [loudness([0, -20], [10, -60]), loudness([0, -35], [10, -30])];
    const gaps = [
      { channel: 1, start: 0.8, end: 4 },
      { channel: 1, start: 12, end: 14 },
    ];
    const foreign = found(FIRST, SECOND, loud, gaps);
    expect(foreign.map(({ channel }) => channel)).toEqual([1]);
    expect(withoutForeign(gaps, foreign)).toEqual([gaps[1]]);
    expect(found(FIRST, SECOND, [loudness([0, -20]), loudness([0, -25])], gaps)).toEqual([]);
  });

  it("takes foreign words out of what was heard in a piece, and leaves the others", () => {
    const words = [...said("thank you", 1), ...said("you are welcome", 2)];
    const recognition = {
      language: "en",
      durationSeconds: 10,
      engine: { model: "test", timing: "word" as const },
      segments: [{ id: 0, start: 1, end: 3.2, text: "thank you you are welcome", words }],
    };
    const own = withoutCrosstalk(recognition, 100, [{ start: 101, end: 101.8 }]);
    expect(own.segments.map(({ text, start }) => [text, start])).toEqual([["you are welcome", 2]]);
    expect(withoutCrosstalk(recognition, 0, [{ start: 101, end: 101.8 }])).toBe(recognition);
  });
});
