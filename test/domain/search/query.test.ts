import { describe, expect, test } from "vitest";
import { clausesOf, matchesOf } from "../../../src/domain/search/query.js";
import { wordsOf } from "../../../src/domain/search/words.js";

/** Whether the text has all that is asked for. */
function meets(text: string, question: string): boolean {
  const words = wordsOf(text);
  const clauses = clausesOf(question);
  return clauses.length > 0 && clauses.every((clause) => matchesOf(words, clause).length > 0);
}

describe("a question", () => {
  test.each([
    ["I saw the dentist.", "DENTIST"],
    ["Das war in München, an der Straße.", "munchen strasse"],
    ["munchen", "MÜNCHEN"],
    ["Ça va, élève?", "eleve ca"],
    ["Łódź i Kraków", "lodz krakow"],
    ["It's what the client's lawyer said", "client's"],
    ["l'homme et la mer", "homme"],
    ["Call 555-0199 at 3.14", "555-0199"],
    ["今日は東京都へ行きました", "東京"],
    ["学교에 갔다 학교에", "학교"],
    ["ภาษาไทยสนุกมาก", "ไทย"],
    ["मैं हिन्दी बोलता हूँ", "हिन्दी"],
    ["Ёлка и подъезд", "елка"],
    ["Η Θάλασσας", "θαλασσας"],
    ["İstanbul’da", "istanbul"],
    ["𝒲𝑒𝓁𝓁 then", "well"],
  ])("meets %j with %j", (text, question) => {
    expect(meets(text, question)).toBe(true);
  });

  test.each([
    ["I saw the dentist.", "doctor"],
    ["I saw the dentist.", "dentist doctor"],
    // Only the last word may be unfinished.
    ["I saw the dentist yesterday.", "dent yesterday"],
    ["the dentist was on Monday", '"monday dentist"'],
    ["the dentists", '"dentist"'],
    // Vowels of other scripts are no accents.
    ["हिन्दी", "हन्द"],
    ["ไทย", "ไทยแลนด์"],
  ])("does not meet %j with %j", (text, question) => {
    expect(meets(text, question)).toBe(false);
  });

  test("takes the last word for the beginning of one, and what is in quotes as it stands", () => {
    expect(clausesOf("the dent")).toEqual([
      { words: ["the"], isPrefix: false, form: "the" },
      { words: ["dent"], isPrefix: true, form: "dent" },
    ]);
    expect(clausesOf('late "On Monday"')).toEqual([
      { words: ["late"], isPrefix: false, form: "late" },
      { words: ["on", "monday"], isPrefix: false },
    ]);
    expect(clausesOf("«am Montag» spät").map(({ words }) => words)).toEqual([["am", "montag"], ["spat"]]);
  });

  test.each([
    '"',
    '""',
    '"on mon',
    'on" mon',
    "AND OR NOT NEAR(",
    "*",
    "a*b^c:d",
    "'; DROP TABLE jobs",
    "{}()-+",
    "\u0000",
    "💥",
    "\ud800",
  ])("%j is none that is wrong", (question) => {
    for (const { words } of clausesOf(question))
      for (const word of words) expect(word).toMatch(/^[\p{L}\p{N}\p{M}]+$/u);
  });

  test("asks for a word once, however often it is said", () => {
    expect(clausesOf("Row row row")).toHaveLength(1);
  });
});

describe("words", () => {
  test("know where they stand in their text", () => {
    const text = "Öl, 東京 & Straße";
    expect(wordsOf(text).map(({ word, start, end }) => [word, text.slice(start, end)])).toEqual([
      ["ol", "Öl"],
      ["東", "東"],
      ["京", "京"],
      ["strasse", "Straße"],
    ]);
  });

  test("are found one after the other, each match once", () => {
    const text = "row row row your boat, and row";
    const [clause] = clausesOf('"row row"');
    expect(matchesOf(wordsOf(text), clause!).map(({ start, end }) => text.slice(start, end))).toEqual([
      "row row",
    ]);
  });
});
