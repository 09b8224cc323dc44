import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { download } from "../../scripts/setup/download.mjs";
import { ChecksumMismatch, SourceUnavailable } from "../../scripts/setup/errors.mjs";
import { serve } from "./range-server.js";

const content = randomBytes(300_000);
const sha256 = createHash("sha256").update(content).digest("hex");
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "diarist-download-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  file = join(folder, "file.bin");
});

const fetchFile = (url: string, expected = sha256) =>
  download({ url, file, sha256: expected, retryDelayMs: 1 });

test("a download arrives whole and tells how far it is", async () => {
  const { url } = await serve(content);
  const progress: number[][] = [];
  const onProgress = (done: number, total: number) => progress.push([done, total]);
  await download({ url, file, sha256, onProgress });
  expect(readFileSync(file).equals(content)).toBe(true);
  expect(progress.at(-1)).toEqual([content.length, content.length]);
});

test("a download that drops goes on from where it was", async () => {
  let storedBytes = 0;
  const server = await serve(content, {
    dropAfterBytes: [100_000, 100_000],
    // What was sent and not read yet, a broken connection takes with it.
    async beforeDrop() {
      storedBytes += 100_000;
      await vi.waitUntil(() => existsSync(`${file}.part`) && statSync(`${file}.part`).size === storedBytes);
    },
  });
  await fetchFile(server.url);
  expect(readFileSync(file).equals(content)).toBe(true);
  expect(server.ranges).toEqual([undefined, "bytes=100000-", "bytes=200000-"]);
});

test("what an earlier run fetched is not fetched again", async () => {
  writeFileSync(`${file}.part`, content.subarray(0, 250_000));
  const server = await serve(content);
  await fetchFile(server.url);
  expect(server.ranges).toEqual(["bytes=250000-"]);
  expect(readFileSync(file).equals(content)).toBe(true);
});

test("a server that knows no ranges is read from the beginning", async () => {
  const { url } = await serve(content, { dropAfterBytes: [100_000], ranges: false });
  await fetchFile(url);
  expect(readFileSync(file).equals(content)).toBe(true);
});

test("a wrong checksum is refused and nothing is left", async () => {
  const { url } = await serve(content);
  await expect(fetchFile(url, "0".repeat(64))).rejects.toThrow(ChecksumMismatch);
  expect(readdirSync(folder)).toEqual([]);
});

test("the start of another file is thrown away, and the right one fetched", async () => {
  writeFileSync(`${file}.part`, randomBytes(1_000));
  const { url } = await serve(content);
  await fetchFile(url);
  expect(readFileSync(file).equals(content)).toBe(true);
});

test("a server that keeps dropping is given up with one plain line", async () => {
  const { url } = await serve(content, { dropAfterBytes: Array.from({ length: 9 }, () => 10) });
  await expect(fetchFile(url)).rejects.toThrow(/broke off 5 times/);
  expect(existsSync(file)).toBe(false);
});

test("a host that takes no connection is given up at once", async () => {
  const error = await fetchFile("http://127.0.0.1:1/file.bin").catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(SourceUnavailable);
  expect(String(error)).toContain("127.0.0.1 cannot be reached (ECONNREFUSED)");
});
