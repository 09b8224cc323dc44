import { describe, expect, it } from "vitest";
import { editedNote, saysTheSame, type WantedNote } from "../../src/domain/note-edit.js";
import { noteToText } from "../../src/domain/note-text.js";
import type { DiaryNote } from "../../src/domain/note.js";
import { spoken, transcriptOf } from "./formats/transcripts.js";

const TRANSCRIPT = transcriptOf(
  [spoken("I was at the dentist.", 0, 5), spoken("He was late again.", 6, 10)].map((segment, id) => ({
    ...segment,
    id,
  })),
  { durationSeconds: 60 },
);
const late = { start: 6, end: 10, quote: "He was late again" };
const NOTE: DiaryNote = {
  date: "2026-11-22",
  title: "A late start",
  mood: { text: "Fine.", evidence: [late], label: "good", value: 0.2 },
  keyEvents: [{ text: "He was late.", evidence: [late] }],
  reflections: [],
  tags: ["dentist"],
  language: "en",
  writer: { kind: "extractive" },
};
const NOW = "2026-11-24T08:00:00.000Z";
const edited = (changes: Partial<WantedNote>, transcript = TRANSCRIPT) =>
  editedNote({ ...NOTE, ...changes }, NOTE, transcript, NOW) as DiaryNote;
const evidenceFor = (evidence: object, transcript = TRANSCRIPT) =>
  edited({ keyEvents: [{ text: "x", evidence: [evidence as typeof late] }] }, transcript).keyEvents[0]
    ?.evidence;

describe("an edited note", () => {
  it("is what was sent, with when that was, and says who had written it", () => {
    const note = edited({ title: "Late again", mood: { ...NOTE.mood, label: "low", value: -0.5 } });
    expect(note).toEqual({
      ...NOTE,
      title: "Late again",
      mood: { ...NOTE.mood, label: "low", value: -0.5 },
      editedAt: NOW,
    });
    expect(noteToText(note)).toContain("Written by: Diarist's built-in writer; edited by hand");
    expect(noteToText(note)).not.toContain("every sentence is the speaker's own");
  });

  it("says the same as the one that was read where nothing was changed", () => {
    expect(saysTheSame(edited({}), NOTE)).toBe(true);
    expect(saysTheSame(edited({ tags: [] }), NOTE)).toBe(false);
  });

  it("may have entries without evidence", () => {
    const note = edited({ reflections: [{ text: "I forgave him.", evidence: [] }] });
    expect(note.reflections).toEqual([{ text: "I forgave him.", evidence: [] }]);
    expect(noteToText(note)).toContain("- I forgave him.\n");
  });

  it("may be another template's, as when an earlier one is put back", () => {
    const { mood: _mood, keyEvents, reflections: _thoughts, ...frame } = NOTE;
    const sections = [{ key: "decisions", heading: "Decisions", entries: keyEvents }];
    const meeting = { ...frame, template: { id: "meeting", name: "Meeting" }, sections };
    expect(editedNote(meeting, NOTE, TRANSCRIPT, NOW)).toEqual({ ...meeting, editedAt: NOW });
  });
});

describe("the evidence of an edited note", () => {
  it.each([
    ["is empty", ""],
    ["was never said", "he flew to the moon"],
    ["was said at another time", "at the dentist"],
  ])("quotes what was said at its seconds where the quote %s", (_what, quote) => {
    expect(evidenceFor({ ...late, quote })).toEqual([late]);
  });

  it("quotes the transcript in its own characters, and no more than was asked for", () => {
    expect(evidenceFor({ ...late, quote: "HE, was late" })).toEqual([{ ...late, quote: "He was late" }]);
    expect(evidenceFor({ start: 6.5, end: 6.5 })).toEqual([{ start: 6.5, end: 6.5, quote: "He" }]);
  });

  it("is left out where an edit of the transcript took its words away", () => {
    const silenced = transcriptOf([{ ...spoken("I was at the dentist.", 0, 5), id: 0 }], {
      durationSeconds: 60,
    });
    expect(evidenceFor(late, silenced)).toEqual([]);
  });

  it.each([
    ["after its end", { start: 50, end: 61 }, /does not lie within the recording/],
    ["backwards", { start: 9, end: 6 }, /does not lie within the recording/],
    ["where nobody speaks", { start: 30, end: 31, quote: "" }, /nothing was said there/],
  ])("is refused %s, by its place", (_what, evidence, message) => {
    expect(() => evidenceFor(evidence)).toThrow(
      expect.objectContaining({
        code: "invalid_request",
        message: expect.stringMatching(message) as unknown,
        fields: [expect.objectContaining({ in: "body", field: "keyEvents.0.evidence.0" })],
      }),
    );
  });
});
