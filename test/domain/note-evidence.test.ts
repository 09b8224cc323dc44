import { describe, expect, it } from "vitest";
import { findQuote } from "../../src/domain/note-evidence.js";
import { spokenText } from "../../src/domain/note-spoken-text.js";

/** One word a second, from the second that its place is. */
function spoken(...texts: string[]) {
  let second = 0;
  const segments = texts.map((text, id) => {
    const words = text.split(" ").map((word) => ({ word, start: second, end: ++second }));
    return { id, text, start: words[0]?.start ?? 0, end: second, words };
  });
  return spokenText({ language: "en", segments });
}

const TEXT = spoken("I saw the heron, at last.", "The heron didn't move.", "I saw the heron again.");

describe("finding a quote", () => {
  it.each([
    ["as it stands", "The heron didn't move.", { start: 6, end: 10, quote: "The heron didn't move" }],
    [
      "in other case and punctuation",
      "the HERON at last!",
      { start: 2, end: 6, quote: "the heron, at last" },
    ],
    ["with a curly apostrophe", "heron didn\u2019t move", { start: 7, end: 10, quote: "heron didn't move" }],
    ["across two segments", "at last. The heron", { start: 4, end: 8, quote: "at last. The heron" }],
  ])("gives its seconds and the transcript's own characters %s", (_what, quote, evidence) => {
    expect(findQuote(TEXT, quote)).toEqual(evidence);
  });

  it("takes the place nearest to the segment that was named, else the first", () => {
    expect(findQuote(TEXT, "I saw the heron", 2)?.start).toBe(10);
    expect(findQuote(TEXT, "I saw the heron", 0)?.start).toBe(0);
    expect(findQuote(TEXT, "I saw the heron")?.start).toBe(0);
  });

  it.each(["", "...", "the", "the heron moved", "heron the saw I", "I saw heron", "saw the her"])(
    "does not find %j, which was never said or proves nothing",
    (quote) => {
      expect(findQuote(TEXT, quote)).toBeUndefined();
    },
  );

  it("takes a single word where that is all there is", () => {
    expect(findQuote(spoken("Hello."), "hello")).toEqual({ start: 0, end: 1, quote: "Hello" });
  });
});
