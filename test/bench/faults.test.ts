import { describe, expect, it } from "vitest";
import { faultsIn, total } from "../../bench/sentences/faults.js";

const words = (text: string): string[] => text.split(" ");
const SAID = words("he was not an ill disposed young man he might even have been made amiable himself");

describe("what became of the words of a sentence", () => {
  it("is nothing bad where they were heard", () => {
    expect(faultsIn(SAID, SAID)).toEqual({ words: 16, lost: 0, misheard: 0, doubled: 0, inserted: 0 });
  });

  it("is a loss where it was passed over", () => {
    expect(faultsIn(SAID, SAID.slice(8))).toMatchObject({ lost: 8, misheard: 0, doubled: 0, inserted: 0 });
  });

  it("is doubling where it was heard twice", () => {
    expect(faultsIn(SAID, [...SAID, ...SAID.slice(8)])).toMatchObject({ lost: 0, doubled: 8, inserted: 0 });
  });

  it("is told from words that nobody said, and from those heard wrongly", () => {
    const heard = [...words("thank you"), ...SAID.map((word) => (word === "disposed" ? "exposed" : word))];
    expect(faultsIn(SAID, heard)).toMatchObject({ lost: 0, misheard: 1, doubled: 0, inserted: 2 });
  });

  it("adds up over recordings", () => {
    const faults = faultsIn(SAID, SAID.slice(8));
    expect(total([faults, faults])).toMatchObject({ words: 32, lost: 16 });
  });
});
