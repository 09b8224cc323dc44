import { describe, expect, test } from "vitest";
import { FolderNames } from "../../src/domain/folder-names.js";

const DAY = "2026-11-22";
const named = (title: string) => new FolderNames().next(DAY, title);

describe("a folder's name", () => {
  test.each([
    ["The dentist was late", "The dentist was late"],
    ["Käse, 東京 & 🧀", "Käse, 東京 & 🧀"],
    ['a/b\\c:d*e?f"g<h>i|j', "a b c d e f g h i j"],
    ["tab\tnew\nline\u0000 \u202egnp.exe", "tab new line gnp.exe"],
    ["../../etc/passwd", "etc passwd"],
    ["ends with dots... ", "ends with dots"],
    ["CON", "CON"],
    ["x".repeat(300), "x".repeat(60)],
    ["", ""],
    ["???", ""],
  ])("of %j is %j behind its day", (title, expected) => {
    expect(named(title)).toBe(`${DAY} ${expected}`.trim());
  });

  test("is not longer than file systems take, and cut between characters", () => {
    const family = "👨‍👩‍👧‍👦".repeat(60);
    const name = named(family);
    expect(Buffer.byteLength(name)).toBeLessThan(200);
    expect(name.isWellFormed()).toBe(true);
  });

  test("is given once, also where systems take what looks alike for the same", () => {
    const names = new FolderNames();
    const titles = ["Monday", "monday", "Monday", "Caf\u00e9", "Cafe\u0301", "Monday (2)"];
    expect(titles.map((title) => names.next(DAY, title))).toEqual([
      `${DAY} Monday`,
      `${DAY} monday (2)`,
      `${DAY} Monday (3)`,
      `${DAY} Café`,
      `${DAY} Café (2)`,
      `${DAY} Monday (2) (2)`,
    ]);
    expect(names.next("2026-11-23", "Monday")).toBe("2026-11-23 Monday");
  });
});
