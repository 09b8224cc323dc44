import { describe, expect, it } from "vitest";
import { summaryOf } from "../../src/domain/note-summary.js";
import type { DiaryNote } from "../../src/domain/note.js";

const entry = { text: "I was late.", evidence: [{ start: 0, end: 2, quote: "I was late." }] };
const NOTE: DiaryNote = {
  date: "2026-11-22",
  title: "A late start",
  mood: { ...entry, label: "low", value: -0.4 },
  keyEvents: [entry],
  reflections: [],
  tags: ["dentist"],
  language: "en",
  writer: { kind: "extractive" },
};

describe("what lists show of a note", () => {
  it("is its title, its day, its tags, and the mood that a diary was judged to have", () => {
    expect(summaryOf(NOTE)).toEqual({
      title: "A late start",
      date: "2026-11-22",
      mood: { label: "low", value: -0.4 },
      tags: ["dentist"],
    });
  });

  it("has no mood where none was judged, or the template asks for none", () => {
    const { mood: _mood, keyEvents: _events, reflections: _thoughts, ...frame } = NOTE;
    expect(summaryOf({ ...NOTE, mood: entry })).not.toHaveProperty("mood");
    const meeting = { ...frame, template: { id: "meeting", name: "Meeting" }, sections: [] };
    expect(summaryOf(meeting)).not.toHaveProperty("mood");
  });

  it("stays short, however much a model wrote", () => {
    const { title, tags } = summaryOf({
      ...NOTE,
      title: "🧀".repeat(5000),
      tags: Array.from({ length: 500 }, () => "x".repeat(500)),
    });
    expect(Array.from(title)).toHaveLength(300);
    expect(title.isWellFormed()).toBe(true);
    expect([tags.length, tags[0]?.length]).toEqual([20, 100]);
  });
});
