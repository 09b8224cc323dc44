import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { CONFIG_VARIABLES, readConfig } from "../../src/config.js";

const text = readFileSync(new URL("../../.env.example", import.meta.url), "utf8");
const documented = Array.from(text.matchAll(/^# ([A-Z0-9_]+)=(.*)$/gm), ([, name = "", value = ""]) => ({
  name,
  value,
}));

/** Variables of Diarist's own that scripts/setup reads; it runs before the configuration can. */
function setupVariables(): string[] {
  const folder = new URL("../../scripts/setup/", import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".mjs"),
  );
  const source = files.map((name) => readFileSync(new URL(name, folder), "utf8")).join("\n");
  return Array.from(source.matchAll(/(?:env\.|")(DIARIST_[A-Z0-9_]+)/g), ([, name = ""]) => name);
}

it("tells of every variable that is read, and of no other", () => {
  const read = new Set([...CONFIG_VARIABLES, ...setupVariables()]);
  expect(documented.map(({ name }) => name).toSorted()).toEqual(Array.from(read).toSorted());
});

it("names the values that hold when nothing is set", () => {
  const environment = Object.fromEntries(documented.map(({ name, value }) => [name, value]));
  expect(readConfig(environment)).toEqual(readConfig({}));
});

it("sets nothing by itself", () => {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  expect(lines).toEqual([]);
});
