import { describe, expect, it } from "vitest";
import { sentencesOf } from "../../src/domain/note-sentences.js";
import { spokenText } from "../../src/domain/note-spoken-text.js";

function sentences(texts: string[], { language = "en", pauseAfter = -1, others = [] as string[] } = {}) {
  let second = 0;
  let count = 0;
  const segments = texts.map((text, id) => {
    const words = text.split(" ").map((word) => {
      const start = second;
      second += 0.5;
      const timed = { word, start, end: second };
      if (count++ === pauseAfter) second += 1;
      return timed;
    });
    const other = others[id] === undefined ? {} : { language: others[id] };
    return { id, text, start: words[0]?.start ?? 0, end: second, words, ...other };
  });
  return sentencesOf(spokenText({ language, segments }));
}

describe("the sentences of a transcript", () => {
  it("reach across segments and know their seconds and words", () => {
    const [first, second] = sentences(["We saw a heron. It", "did not move. Then", "it flew."]);
    expect(first).toMatchObject({
      index: 0,
      text: "We saw a heron.",
      evidence: { start: 0, end: 2, quote: "We saw a heron" },
    });
    expect(second).toMatchObject({
      index: 1,
      text: "It did not move.",
      evidence: { start: 2, end: 4, quote: "It did not move" },
    });
  });

  it.each([
    ["en", "Then Mr. Dashwood left. I stayed."],
    ["en", "I met Dr. J. Smith there. We talked."],
    ["de", "Am 3. Oktober war ich da. Es regnete."],
    ["de", "Ich war bei Dr. Weber heute. Es regnete."],
  ])("in %s do not end at an abbreviation: %s", (language, text) => {
    expect(sentences([text], { language })).toHaveLength(2);
  });

  it("end where the language changes, and do so by the rules of their own", () => {
    const texts = ["He came to us.", "mit der Bahn. Am 3.", "Mai fuhr er.", "and I stayed"];
    const heard = sentences(texts, { others: ["en", "de", "de"] });
    expect(heard.map(({ text }) => text)).toEqual([
      "He came to us.",
      "mit der Bahn.",
      "Am 3. Mai fuhr er.",
      "and I stayed",
    ]);
    expect(heard[3]?.evidence.quote).toBe("and I stayed");
  });

  it("are cut at the pauses where an engine gives no punctuation", () => {
    const words = Array.from({ length: 80 }, (_, index) => `word${String(index)}`);
    const parts = sentences([words.join(" ")], { pauseAfter: 11 });
    expect(parts[0]?.tokens).toHaveLength(12);
    expect(parts.every(({ tokens }) => tokens.length >= 8 && tokens.length <= 30)).toBe(true);
    expect(parts.map(({ text }) => text).join(" ")).toBe(words.join(" "));
  });

  it("are cut where the speaker goes on to the next thing, if there are no pauses either", () => {
    const text =
      "so we took the kids to the swimming pool and it was packed because of the holidays over there and then we had chips " +
      "and ice cream at the kiosk and on the way back the car made that noise again so I have to call somebody about the car";
    const openings = sentences([text]).map(({ tokens }) =>
      tokens
        .slice(0, 2)
        .map(({ form }) => form)
        .join(" "),
    );
    expect(openings.slice(1).every((opening) => /^(?:and (?:it|then|on)|so i)$/.test(opening))).toBe(true);
    expect(openings.length).toBeGreaterThan(2);
  });

  it("are none where nothing was said", () => {
    expect(sentences(["..."])).toEqual([]);
    expect(sentencesOf(spokenText({ language: "und", segments: [] }))).toEqual([]);
  });
});
