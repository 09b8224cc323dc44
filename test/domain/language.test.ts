import { describe, expect, it } from "vitest";
import { inDoubtfulLanguage, mainLanguage } from "../../src/domain/language.js";

const chunk = (language: string, spokenSeconds: number) => ({ language, spokenSeconds });

describe("the recording's language", () => {
  it("is the one that most of the speech is in, however many chunks say otherwise", () => {
    expect(mainLanguage([chunk("en", 200), chunk("cy", 3), chunk("cy", 4), chunk("und", 0)])).toBe("en");
  });

  it("is undetermined where nobody speaks", () => {
    expect(mainLanguage([chunk("en", 0), chunk("nn", 0)])).toBe("und");
    expect(mainLanguage([])).toBe("und");
  });
});

describe("doubt about a chunk's language", () => {
  it("falls on a few words among many of another language", () => {
    const few = chunk("cy", 4);
    expect(inDoubtfulLanguage([chunk("en", 250), few, chunk("en", 100)])).toEqual([few]);
  });

  it("does not fall on a recording that changes its language for longer", () => {
    expect(inDoubtfulLanguage([chunk("en", 250), chunk("de", 60)])).toEqual([]);
    expect(inDoubtfulLanguage([chunk("en", 20), chunk("de", 10)])).toEqual([]);
  });

  it("does not fall on silence", () => {
    expect(inDoubtfulLanguage([chunk("en", 250), chunk("nn", 0)])).toEqual([]);
  });
});
