import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openLogFile } from "../../src/stack/log-file.js";
import { formatLine } from "../../src/stack/log-line.js";
import { temporaryFolder } from "./support/fakes.js";

const plain = { colour: false, width: 8 };

test("every line has its part's name in front", () => {
  expect(formatLine("store", 1, "listening", plain)).toBe("store    │ listening");
});

test("structured lines of ours are made readable", () => {
  const line =
    '{"level":"warn","time":"2026-05-16T10:00:00Z","name":"gateway","jobId":"j1","tries":2,"msg":"slow"}';
  expect(formatLine("gateway", 2, line, plain)).toBe("gateway  │ WARN  slow jobId=j1 tries=2");
});

test("JSON of another program stays as it is", () => {
  const line = '{"severity":"INFO","message":"x"}';
  expect(formatLine("temporal", 3, line, plain)).toBe(`temporal │ ${line}`);
  expect(formatLine("temporal", 3, "{cut", plain)).toBe("temporal │ {cut");
});

test("colour is used only where it is wanted", () => {
  expect(formatLine("store", 1, "x", { ...plain, colour: true })).toContain("\u001b[");
  expect(formatLine("store", 1, "x", plain)).not.toContain("\u001b[");
});

test("a log file stays within its size and keeps two predecessors", () => {
  const folder = temporaryFolder();
  const file = openLogFile(join(folder, "store.log"), 30);
  for (let index = 0; index < 20; index += 1) file.write(`line number ${index}`);
  file.close();
  expect(readdirSync(folder).sort()).toEqual(["store.log", "store.log.1", "store.log.2"]);
  expect(readFileSync(join(folder, "store.log"), "utf8")).toBe("line number 18\nline number 19\n");
  expect(readFileSync(join(folder, "store.log.1"), "utf8")).toBe("line number 16\nline number 17\n");
});
