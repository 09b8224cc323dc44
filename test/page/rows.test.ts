import { describe, expect, test } from "vitest";
import {
  rowsOf,
  textOf,
  type Segment,
  type ShownTranscript,
} from "../../web/src/pages/entry/transcript/rows.js";

const whole = (segments: Segment[], rest: Partial<ShownTranscript> = {}): ShownTranscript => ({
  durationSeconds: 12,
  segments,
  coverage: { missing: [] },
  ...rest,
});

let id = 0;
const said = (start: number, text: string, rest: Partial<Segment> = {}): Segment => ({
  id: id++,
  start,
  end: start + 2,
  text,
  words: [],
  ...rest,
});

describe("the rows of a transcript", () => {
  test("what follows without a long pause is read at a stretch", () => {
    const rows = rowsOf(whole([said(0, "One."), said(2.5, "Two."), said(8, "Three.")]));
    expect(rows.map((row) => row.kind === "speech" && row.text)).toEqual(["One. Two.", "Three."]);
  });

  test("Chinese has no space between sentences", () => {
    const [row] = rowsOf(whole([said(0, "今天早上。"), said(2.5, "我很早。")], { durationSeconds: 5 }));
    expect(row).toMatchObject({ text: "今天早上。我很早。" });
  });

  test("another speaker begins anew", () => {
    const rows = rowsOf(whole([said(0, "One.", { speaker: "A" }), said(2, "Two.", { speaker: "B" })]));
    expect(rows.map((row) => row.kind === "speech" && row.speaker)).toEqual(["A", "B"]);
  });

  test("what is missing stands in its place, between what was said before and after it", () => {
    const missing = [{ start: 2, end: 5, reason: "speech_busy" }];
    const rows = rowsOf(whole([said(0, "One."), said(5, "Two.")], { coverage: { missing } }));
    expect(rows.map(({ kind }) => kind)).toEqual(["speech", "missing", "speech"]);
  });

  test("a long silence is told, at the end as well", () => {
    const rows = rowsOf(whole([said(0, "One."), said(30, "Two.")], { durationSeconds: 60 }));
    expect(rows.map(({ kind, start }) => [kind, start])).toEqual([
      ["speech", 0],
      ["silence", 2],
      ["speech", 30],
      ["silence", 32],
    ]);
  });

  test("a recording that breaks off says so at its end", () => {
    const broken = { atSeconds: 4, claimedSeconds: 90 };
    const rows = rowsOf(whole([said(0, "One.")], { durationSeconds: 4, brokenOff: broken }));
    expect(rows.at(-1)).toEqual({ kind: "broken", start: 4, end: 90 });
  });

  test("a sentence that was emptied is not shown, and leaves the words of others their numbers", () => {
    const rows = rowsOf(whole([said(0, ""), said(2, "Two words.")], { durationSeconds: 5 }));
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ text: "Two words.", segments: [{ firstWord: 0 }] });
  });
});

describe("a segment's text", () => {
  const word = (text: string) => ({ word: text, start: 0, end: 1 });

  test("Whisper's words carry their own spaces, also where there is none between them", () => {
    expect(textOf(said(0, "", { words: [" o", "'clock", " sharp."].map(word) }))).toBe("o'clock sharp.");
  });

  test("other engines' words are set apart", () => {
    expect(textOf(said(0, "", { words: ["At", "nine."].map(word) }))).toBe("At nine.");
  });

  test.each([
    ["Um zehn, o'clock.", ["Um", "zehn", "o", "'clock"]],
    ["今天早上，我很早。", ["今天", "早上", "我", "很", "早"]],
  ])("%s is spelt as it was heard, whatever its words lack", (text, words) => {
    expect(textOf(said(0, text, { words: words.map(word) }))).toBe(text);
  });
});
