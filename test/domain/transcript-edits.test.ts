import { describe, expect, it } from "vitest";
import { toMarkdown } from "../../src/domain/formats/markdown.js";
import { toSrt, toVtt } from "../../src/domain/formats/subtitles.js";
import { toText } from "../../src/domain/formats/text.js";
import { toVerboseJson } from "../../src/domain/formats/verbose-json.js";
import { historyOf, newEdits, withEdits, type TranscriptEdit } from "../../src/domain/transcript-edits.js";
import type { ReadableTranscript, Segment, ShownSegment, Transcript } from "../../src/domain/transcript.js";
import { parsed } from "../support/json-pieces.js";
import { spoken, transcriptOf } from "./formats/transcripts.js";

const numbered = (segments: Segment[]) => segments.map((segment, id) => ({ ...segment, id }));
const MACHINE = transcriptOf(
  numbered([
    spoken("I was at the dentist.", 0, 5),
    spoken("Yes.", 6, 7, { speaker: "Speaker 1" }),
    spoken("Yes.", 6, 7, { speaker: "Speaker 2" }),
    spoken("He was late.", 8, 11),
  ]),
);
const monday = { at: "2026-11-23T08:00:00.000Z", by: "local" };
const tuesday = { at: "2026-11-24T08:00:00.000Z", by: "key:abc" };

/** The edits with one more. */
function edit(
  edits: TranscriptEdit[],
  segmentId: number,
  text: string,
  who = monday,
  machine: Transcript = MACHINE,
): TranscriptEdit[] {
  return [...edits, ...newEdits(machine, edits, [{ segmentId, text }], who)];
}

/** The segments as they read with the edits. */
function segmentsOf(machine: Transcript, edits: readonly TranscriptEdit[]): ShownSegment[] {
  return [...withEdits(machine, edits).segments];
}

describe("an edited transcript", () => {
  it("reads as it was edited, and the rest as the machine made it", () => {
    const edits = edit([], 0, "I saw the dentist.");
    const read = withEdits(MACHINE, edits);
    const segments = segmentsOf(MACHINE, edits);
    expect(read.text).toBe("I saw the dentist. Yes. Yes. He was late.");
    expect(segments[0]).toMatchObject({ text: "I saw the dentist.", editedAt: monday.at });
    expect(segments[0]?.words.map(({ word }) => word).join("")).toBe(" I saw the dentist.");
    expect(segments.slice(1)).toEqual(MACHINE.segments.slice(1));
    expect(read.coverage).toEqual(MACHINE.coverage);
  });

  it("has the latest of several edits, and is the machine's again where that is its text", () => {
    const twice = edit(edit([], 3, "She was late."), 3, "She was early.", tuesday);
    expect(segmentsOf(MACHINE, twice)[3]).toMatchObject({
      text: "She was early.",
      editedAt: tuesday.at,
    });
    const back = edit(twice, 3, "He was late.");
    expect(withEdits(MACHINE, back).text).toBe(MACHINE.text);
    expect(segmentsOf(MACHINE, back)).toEqual(MACHINE.segments);
  });

  it("tells speakers apart who say the same at the same time", () => {
    const segments = segmentsOf(MACHINE, edit([], 2, "No."));
    expect(segments.map(({ text }) => text).slice(1, 3)).toEqual(["Yes.", "No."]);
  });

  it("has one line of proper characters a segment, whatever was sent", () => {
    expect(edit([], 0, "  One\r\n\ttwo\u0000 \ud800three ").at(-1)?.after).toBe("One two \ufffdthree");
  });

  it("says nothing in any format where the text is empty", () => {
    const silenced = withEdits(MACHINE, edit([], 1, " "));
    expect(silenced.text).toBe("I was at the dentist. Yes. He was late.");
    expect([...silenced.segments][1]).toMatchObject({ id: 1, text: "", words: [], editedAt: monday.at });
    for (const shown of [
      toText,
      toSrt,
      toVtt,
      (transcript: ReadableTranscript) => toMarkdown(transcript, "Monday"),
    ])
      expect(shown(silenced)).not.toContain("Speaker 1");
    expect(parsed(toVerboseJson(silenced))).toMatchObject({ segments: { 1: { id: 1, text: "" } } });
  });
});

describe("an edit", () => {
  it("of a text that stands there already is none", () => {
    expect(edit([], 0, " I was at  the dentist. ")).toEqual([]);
    const once = edit([], 0, "I saw him.");
    expect(
      newEdits(MACHINE, once, [{ segmentId: 0, text: "I saw him.", expectedText: "else" }], monday),
    ).toEqual([]);
  });

  it("is refused where something else is read there than was expected, or there is no such segment", () => {
    const once = edit([], 0, "I saw him.");
    const wanted = { segmentId: 0, text: "I saw her.", expectedText: "I was at the dentist." };
    expect(() => newEdits(MACHINE, once, [wanted], tuesday)).toThrow(/Segment 0 reads otherwise/);
    expect(() => newEdits(MACHINE, [], [{ segmentId: 4, text: "" }], monday)).toThrow(/no segment 4/);
    expect(newEdits(MACHINE, [], [wanted], monday)).toHaveLength(1);
  });

  it("is made with the others of its request or not at all, each upon the one before", () => {
    const upon = [
      { segmentId: 0, text: "One." },
      { segmentId: 0, text: "Two.", expectedText: "One." },
    ];
    expect(newEdits(MACHINE, [], upon, monday).map(({ before, after }) => [before, after])).toEqual([
      ["I was at the dentist.", "One."],
      ["One.", "Two."],
    ]);
    const refused = [...upon, { segmentId: 3, text: "x", expectedText: "y" }];
    expect(() => newEdits(MACHINE, [], refused, monday)).toThrow(/Segment 3/);
  });

  it("does not say what was said when it is refused", () => {
    const wanted = { segmentId: 0, text: "secret", expectedText: "private" };
    expect(() => newEdits(MACHINE, [], [wanted], monday)).toThrow(
      expect.objectContaining({
        code: "edit_conflict",
        message: expect.not.stringMatching(/secret|private|dentist/) as unknown,
      }),
    );
  });
});

describe("edits of a transcript whose missing parts were filled in", () => {
  const EDITS = edit(edit([], 0, "I saw the dentist."), 3, "She was late.", tuesday);
  const refilled = (segments: Segment[]) => transcriptOf(numbered(segments), { durationSeconds: 20 });
  const [first, one, two, last] = MACHINE.segments as [Segment, Segment, Segment, Segment];

  it("hold on where ids have shifted", () => {
    const segments = segmentsOf(refilled([spoken("Before.", 0, 0.1), first, one, two, last]), EDITS);
    expect(segments.map(({ text }) => text)).toEqual([
      "Before.",
      "I saw the dentist.",
      "Yes.",
      "Yes.",
      "She was late.",
    ]);
  });

  it("hold on where a seam has moved a segment a little, and take the one of that time among several alike", () => {
    const moved = spoken("He was late.", 8.2, 11);
    const segments = segmentsOf(refilled([first, spoken("He was late.", 11, 14), moved]), EDITS);
    expect(segments.map(({ text }) => text)).toEqual(["I saw the dentist.", "He was late.", "She was late."]);
  });

  it("are kept, and said to be gone, where the segment was heard anew", () => {
    const anew = refilled([first, spoken("He was early.", 8, 11), spoken("He was late.", 12, 15)]);
    expect(segmentsOf(anew, EDITS).map(({ text }) => text)).toEqual([
      "I saw the dentist.",
      "He was early.",
      "He was late.",
    ]);
    expect(historyOf(anew, EDITS)).toEqual([
      {
        ...{ segmentId: 3, start: 8, end: 11, before: "He was late.", after: "She was late." },
        ...{ ...tuesday, gone: true },
      },
      {
        ...{ segmentId: 0, start: 0, end: 5, before: "I was at the dentist.", after: "I saw the dentist." },
        ...monday,
      },
    ]);
  });

  it("name their segment by the id that it has now", () => {
    const shifted = refilled([spoken("Before.", 0, 0.1), first, last]);
    expect(historyOf(shifted, EDITS).map(({ segmentId }) => segmentId)).toEqual([2, 1]);
  });
});
