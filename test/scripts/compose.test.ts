import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { CONFIG_VARIABLES } from "../../src/config.js";
import { FLEETS } from "../../src/contracts/names.js";

const compose = readFileSync(new URL("../../docker-compose.yaml", import.meta.url), "utf8");

it("gives Diarist's processes only variables that they read", () => {
  const block = /environment: &diarist-environment\n((?: {4}.*\n)+)/.exec(compose)?.[1] ?? "";
  const names = Array.from(block.matchAll(/^ {4}([A-Z0-9_]+):/gm), ([, name]) => name);
  expect(names.length).toBeGreaterThan(10);
  expect(CONFIG_VARIABLES).toEqual(expect.arrayContaining(names));
});

it("runs a worker for each fleet", () => {
  const fleets = Array.from(compose.matchAll(/"dist\/workers\/main\.js", "(\w+)"/g), ([, fleet]) => fleet);
  expect(fleets.toSorted()).toEqual(FLEETS.toSorted());
});
