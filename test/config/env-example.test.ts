import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { CONFIG_VARIABLES, readConfig } from "../../src/config.js";

const text = readFileSync(new URL("../../.env.example", import.meta.url), "utf8");
const documented = Array.from(text.matchAll(/^# ([A-Z0-9_]+)=(.*)$/gm), ([, name = "", value = ""]) => ({
  name,
  value,
}));

it("tells of every variable that is read, and of no other", () => {
  expect(documented.map(({ name }) => name).toSorted()).toEqual(CONFIG_VARIABLES.toSorted());
});

it("names the values that hold when nothing is set", () => {
  const environment = Object.fromEntries(documented.map(({ name, value }) => [name, value]));
  expect(readConfig(environment)).toEqual(readConfig({}));
});

it("sets nothing by itself", () => {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  expect(lines).toEqual([]);
});
