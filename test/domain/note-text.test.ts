import { describe, expect, it } from "vitest";
import type { DiaryNote } from "../../src/domain/note.js";
import { noteToMarkdown, noteToText } from "../../src/domain/note-text.js";

const NOTE: DiaryNote = {
  date: "2026-11-22",
  title: "The projector died",
  mood: {
    text: "Relieved.",
    evidence: [
      { start: 3, end: 4, quote: "relieved" },
      { start: 61, end: 62, quote: "glad" },
    ],
  },
  keyEvents: [
    {
      text: "The client\nsigned.",
      evidence: [{ start: 3725.9, end: 3727, quote: "signed" }],
      when: "2026-11-21",
    },
  ],
  reflections: [],
  tags: ["work", "Marta"],
  language: "en",
  writer: { kind: "extractive" },
};

describe("a note as text", () => {
  it("has the sections that clients know, each entry a line with its times, and says who wrote it", () => {
    expect(noteToText(NOTE)).toBe(`The projector died

Date:
- Sunday, 22 November 2026

Mood:
- Relieved. [0:03] [1:01]

Key Events:
- The client signed. (21 November 2026) [1:02:05]

Reflections:
- None

Tags:
- work, Marta

Written by: Diarist's built-in writer; every sentence is the speaker's own, picked and put in order
`);
  });

  it("names the model that wrote it", () => {
    const text = noteToText({ ...NOTE, tags: [], writer: { kind: "language-model", model: "some-model" } });
    expect(text).toMatch(/Written by: some-model, a language model\n$/);
    expect(text).not.toContain("Tags:");
  });

  it.each([
    ["de", "Sonntag, 22. November 2026"],
    ["und", "Sunday, 22 November 2026"],
  ])("gives the date in the note's language, %s", (language, date) => {
    expect(noteToText({ ...NOTE, language })).toContain(`Date:\n- ${date}\n`);
  });

  it("has the sections of its template in the place of the diary's", () => {
    const { mood, date, title, tags, language, writer, keyEvents } = NOTE;
    const sections = [
      { key: "decisions", heading: "Decisions", entries: [mood, ...keyEvents] },
      { key: "openQuestions", heading: "Open questions", entries: [] },
    ];
    const template = { id: "meeting", name: "Meeting" };
    const note = { date, title, template, sections, tags, language, writer };
    expect(noteToText(note)).toContain(`The projector died

Date:
- Sunday, 22 November 2026

Decisions:
- Relieved. [0:03] [1:01]
- The client signed. (21 November 2026) [1:02:05]

Open questions:
- None

Tags:`);
    expect(noteToMarkdown(note)).toContain("## Decisions\n\n- Relieved. `0:03`");
  });

  it("is Markdown as well", () => {
    const markdown = noteToMarkdown(NOTE);
    expect(markdown).toContain("# The projector died\n\n## Date\n\n- Sunday");
    expect(markdown).toContain("- Relieved. `0:03` `1:01`");
    expect(markdown).toContain("*Written by: Diarist's built-in writer;");
  });
});
