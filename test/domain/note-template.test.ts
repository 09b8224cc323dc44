import { describe, expect, it } from "vitest";
import { jobOptionsSchema, transcriptionOptionsOf } from "../../src/domain/job.js";
import { BUILT_IN_TEMPLATES, templateChoiceSchema, templateOf } from "../../src/domain/note-template.js";
import { noteOf, noteSchema, type NoteEntry, type NoteFrame } from "../../src/domain/note.js";

const FRAME: NoteFrame = {
  date: "2026-11-22",
  title: "A title",
  tags: [],
  language: "en",
  writer: { kind: "extractive" },
};
const entry = (text: string): NoteEntry => ({ text, evidence: [{ start: 1, end: 2, quote: text }] });

describe("a template", () => {
  it("is the diary where none is named", () => {
    expect(templateOf().id).toBe("diary");
    expect(BUILT_IN_TEMPLATES.map(({ id }) => templateOf(id).id)).toEqual([
      "diary",
      "meeting",
      "lecture",
      "interview",
    ]);
  });

  it("of a caller's own has their headings in their order, and keys that clash with nothing", () => {
    const own = { name: "Walk", sections: [{ heading: "Birds", guidance: "Kinds" }, { heading: "Title" }] };
    const { id, sections } = templateOf(templateChoiceSchema.parse(own));
    expect({ id, sections }).toMatchObject({
      id: "own",
      sections: [
        { key: "section1", heading: "Birds", guidance: "Kinds" },
        { key: "section2", heading: "Title" },
      ],
    });
  });

  it.each([
    ["a name that is none", "poem"],
    ["no sections", { name: "Walk", sections: [] }],
    ["a heading twice", { name: "Walk", sections: [{ heading: "Birds" }, { heading: " birds" }] }],
    [
      "too many sections",
      { name: "Walk", sections: Array.from({ length: 13 }, (_, n) => ({ heading: `${n}` })) },
    ],
    ["a long guidance", { name: "Walk", sections: [{ heading: "Birds", guidance: "x".repeat(501) }] }],
    ["a field that is not known", { name: "Walk", sections: [{ heading: "Birds", colour: "red" }] }],
  ])("is refused with %s", (_what, choice) => {
    expect(templateChoiceSchema.safeParse(choice).success).toBe(false);
  });
});

describe("a note", () => {
  it("of the diary is as it always was", () => {
    const entries = new Map([
      ["mood", [entry("Fine.")]],
      ["keyEvents", [entry("We met.")]],
    ]);
    const note = noteOf(templateOf("diary"), FRAME, entries);
    expect(note).toEqual({ ...FRAME, mood: entry("Fine."), keyEvents: [entry("We met.")], reflections: [] });
    expect(noteSchema.parse(note)).toEqual(note);
  });

  it("of another template has all its sections, those too that are empty", () => {
    const note = noteOf(templateOf("meeting"), FRAME, new Map([["decisions", [entry("We go.")]]]));
    expect(note).toMatchObject({
      template: { id: "meeting", name: "Meeting" },
      sections: [
        { key: "summary", entries: [] },
        { key: "decisions", heading: "Decisions", entries: [entry("We go.")] },
        { key: "actionItems", entries: [] },
        { key: "openQuestions", entries: [] },
      ],
    });
    expect(noteSchema.parse(note)).toEqual(note);
  });
});

describe("a job's options", () => {
  it("are told to workflows without those of the note, which may be in a caller's own words", () => {
    const options = jobOptionsSchema.parse({
      language: "en",
      noteTemplate: "meeting",
      noteInstructions: "Be brief.",
      noteLanguage: "de",
    });
    expect(transcriptionOptionsOf(options)).toEqual({ language: "en" });
  });
});
