import { describe, expect, it } from "vitest";
import { withoutInventions } from "../../src/domain/hallucination.js";
import type { Segment } from "../../src/domain/transcript.js";

type Measures = Pick<Segment, "avgLogprob" | "noSpeechProb" | "compressionRatio">;

/** Two seconds each, one after the other. */
function said(...texts: (string | [text: string, measures: Measures])[]): Segment[] {
  return texts.map((each, id) => {
    const [text, measures] = typeof each === "string" ? [each, {}] : each;
    return { id, start: 2 * id, end: 2 * id + 2, text, words: [], ...measures };
  });
}

const texts = (segments: readonly Segment[]): string[] =>
  withoutInventions(segments).segments.map(({ text }) => text);

describe("invented text", () => {
  it("is what the engine says over silence without believing it", () => {
    const segments = said(
      ["We left early.", { noSpeechProb: 0.02, avgLogprob: -0.2 }],
      ["Thank you.", { noSpeechProb: 0.9, avgLogprob: -1.3 }],
      ["It rained.", { noSpeechProb: 0.05, avgLogprob: -0.3 }],
    );
    const { segments: kept, removed } = withoutInventions(segments);
    expect(kept.map(({ id, start, text }) => [id, start, text])).toEqual([
      [0, 0, "We left early."],
      [1, 4, "It rained."],
    ]);
    expect(removed).toBe(1);
  });

  it.each([
    ["sure words where silence is likely", { noSpeechProb: 0.9, avgLogprob: -0.4 }],
    ["unsure words where somebody speaks", { noSpeechProb: 0.1, avgLogprob: -1.4 }],
    ["a list that is repetitive and clear", { compressionRatio: 2.9, avgLogprob: -0.2 }],
    ["words without measures", {}],
  ])("is not %s", (_what, measures) => {
    expect(texts(said(["Here we are.", measures]))).toEqual(["Here we are."]);
  });

  it("is text that repeats itself and is unlikely", () => {
    expect(texts(said(["and and and and and and", { compressionRatio: 4, avgLogprob: -1.2 }]))).toEqual([]);
  });

  it.each(["[BLANK_AUDIO]", " (upbeat music)", "*applause*.", "ДИНАМИЧНАЯ МУЗЫКА", "MUSIC"])(
    "is what a subtitle says of a sound: %s",
    (caption) => {
      expect(texts(said("We left early.", caption))).toEqual(["We left early."]);
    },
  );

  it.each([
    "Untertitel der Amara.org-Community",
    "Субтитры сделал DimaTorzok",
    "Редактор субтитров А.Семкин Корректор А.Егорова",
    "Sous-titrage Société Radio-Canada",
  ])("is who made subtitles: %s", (credits) => {
    expect(texts(said("We left early.", credits))).toEqual(["We left early."]);
  });

  it("is not what somebody tells of them", () => {
    const text = "I wrote subtitles for amara.org when I was young and had the time for it.";
    expect(texts(said(text))).toEqual([text]);
  });

  it.each(["(He laughs.) Then we left.", "Music", "МУЗЫКА была громкой", "NASA", "[1] and [2]"])(
    "is not what has words beside that, or somebody may have said: %s",
    (text) => {
      expect(texts(said(text))).toEqual([text]);
    },
  );

  it("is a short text over and over, of which the first stays", () => {
    const { segments, removed } = withoutInventions(
      said("Good night.", "Thank you.", "Thank you!", "thank you", "Thank you.", "Thank you.", "The end."),
    );
    expect(segments.map(({ text }) => text)).toEqual(["Good night.", "Thank you.", "The end."]);
    expect(removed).toBe(4);
  });

  it("is not what somebody may well say a few times, or at length", () => {
    const cheer = said("Yes!", "Yes!", "Yes!", "Yes!");
    expect(texts(cheer)).toHaveLength(4);
    const refrain = "I will go down to the river and wait there";
    expect(texts(said(...Array.from({ length: 6 }, () => refrain)))).toHaveLength(6);
  });

  it("is no chorus of an engine that tells one from a loop", () => {
    const chorus = said(...Array.from({ length: 9 }, () => "Happy birthday to you."));
    expect(withoutInventions(chorus, { knowsLoops: true })).toEqual({ segments: chorus, removed: 0 });
  });

  it("is nothing where nothing was said", () => {
    expect(withoutInventions([])).toEqual({ segments: [], removed: 0 });
  });
});
