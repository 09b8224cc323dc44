import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { INSTALLED, runPiped, TerminalRun, type Surroundings } from "../cli/command-line.js";
import { freePort } from "../../src/stack/free-ports.js";
import { wordErrorRate } from "../support/word-errors.js";
import { ProcessGroups } from "./process-groups.js";

const sample = (ending: string): string =>
  fileURLToPath(new URL(`../../samples/first-entry.${ending}`, import.meta.url));
const PATIENCE = { timeout: 120_000, interval: 100 };
const PARTS = ["supervisor", "gateway", "temporal", "object-store", "job-store", "speech"];

let folder: string;
/** Where a service would be looked for, and none runs: whoever runs the tests may have one at the usual place. */
let port: number;
beforeEach(async () => {
  port = await freePort();
  folder = await mkdtemp(join(tmpdir(), "diarist-alone-"));
  return () => rm(folder, { recursive: true, force: true });
});

const home = (): string => join(folder, "home");
const surroundings = (): Surroundings => ({
  env: { DIARIST_HOME: home(), PORT: String(port) },
  cwd: folder,
  program: INSTALLED,
});

function watchProcesses(): ProcessGroups {
  const groups = new ProcessGroups(home());
  onTestFinished(() => groups.close());
  return groups;
}

/** What the undertaker does is done when it has ended, a moment after everybody else. */
async function expectNobodyLeft(groups: ProcessGroups): Promise<void> {
  expect(groups.names).toEqual(expect.arrayContaining(PARTS));
  await expect.poll(() => groups.alive(), { timeout: 10_000 }).toEqual([]);
}

describe("diarist transcribe where no service runs", () => {
  it("starts one, writes transcript and note, and leaves no process behind", async () => {
    const groups = watchProcesses();
    const args = ["transcribe", sample("flac"), "--note", "--output", "out/"];
    const { code, stdout, stderr } = await runPiped(args, surroundings());
    expect([code, stdout], stderr).toEqual([0, ""]);
    expect((await readdir(join(folder, "out"))).toSorted()).toEqual([
      "first-entry.note.md",
      "first-entry.txt",
    ]);
    const [said, heard, note] = await Promise.all([
      readFile(sample("txt"), "utf8"),
      readFile(join(folder, "out/first-entry.txt"), "utf8"),
      readFile(join(folder, "out/first-entry.note.md"), "utf8"),
    ]);
    expect(wordErrorRate(said, heard)).toBeLessThanOrEqual(0.15);
    expect(note).toMatch(/^# .+/);
    await expectNobodyLeft(groups);
  });

  it("leaves no process behind when the recording is none, and ends with 1", async () => {
    await writeFile(join(folder, "letter.mp3"), "This is a letter, whatever it is called.");
    const groups = watchProcesses();
    const { code, stdout, stderr } = await runPiped(["transcribe", "letter.mp3"], surroundings());
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/letter\.mp3: failed: .+/);
    await expectNobodyLeft(groups);
  });

  it("leaves no process behind after Ctrl-C, and the same command goes on with the job", async () => {
    const groups = watchProcesses();
    const args = ["transcribe", sample("flac"), "--output", "first.txt"];
    const run = new TerminalRun(args, surroundings());
    await expect.poll(() => run.raw, PATIENCE).toMatch(/queued|preparing|transcribing/);
    run.interrupt();
    expect(await run.ended).toBe(130);
    expect(run.screen).toContain("goes on as soon as a service runs here again");
    const id = /diarist jobs events ([0-9a-f]{8})/.exec(run.screen)?.[1] ?? "";
    await expectNobodyLeft(groups);

    const { code, stdout } = await runPiped([...args, "--json"], surroundings());
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ status: "completed", files: ["first.txt"] },
      jobId: expect.stringMatching(new RegExp(`^${id}.`)),
    });
    await expectNobodyLeft(groups);
  });
});
