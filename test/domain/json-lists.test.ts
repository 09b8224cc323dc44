import { describe, expect, it } from "vitest";
import { jsonWithLists, readWithList } from "../../src/domain/json-lists.js";
import { parsed } from "../support/json-pieces.js";

/** All that may be taken for where an item or a list ends, or for another list. */
const AWKWARD = ['quoted "segments":[]', "back\\slash\\", "], }", "[{", "Grüße, 日本語 \u{1f600}", ""];
const ITEMS = AWKWARD.map((text, id) => ({ id, text, words: [{ word: text }, {}], none: null }));
const HEAD = { text: AWKWARD.join(" "), language: "en" };
const TAIL = { coverage: { missing: [{ start: 1, end: 2 }] } };

const json = (items: unknown[]) => Buffer.from(JSON.stringify({ ...HEAD, segments: items, ...TAIL }));

describe("an object whose list is read item by item", () => {
  it("has every item as it was written, as often as it is gone through", () => {
    const { items } = readWithList(json(ITEMS), "segments");
    expect([...items]).toEqual(ITEMS);
    expect([...items]).toEqual(ITEMS);
  });

  it("has all else, with an empty list", () => {
    const { object } = readWithList(json(ITEMS), "segments");
    expect(object).toEqual({ ...HEAD, segments: [], ...TAIL });
  });

  it("may have no item, one, or items of any kind", () => {
    for (const items of [[], [1], ["a,b", null, [], [[2], {}], -1.5e3]])
      expect([...readWithList(json(items), "segments").items]).toEqual(items);
  });

  it("cannot be read where it breaks off or has no such list", () => {
    const whole = json(ITEMS);
    for (const broken of [whole.subarray(0, 200), whole.subarray(0, -1), Buffer.from("{}")])
      expect(() => readWithList(broken, "segments")).toThrow(SyntaxError);
  });
});

describe("an object whose lists are written item by item", () => {
  it("is as one that is written as a whole", () => {
    const words = ["a", '"words":[]'];
    const pieces = [
      ...jsonWithLists({ ...HEAD, segments: [], words: [], ...TAIL }, { segments: ITEMS, words }),
    ];
    expect(pieces.join("")).toBe(JSON.stringify({ ...HEAD, segments: ITEMS, words, ...TAIL }));
    expect(parsed(jsonWithLists({ segments: [] }, { segments: [] }))).toEqual({ segments: [] });
  });
});
