import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startGateway, type TestGateway } from "../support/gateway.js";
import { makeWav } from "../support/recordings.js";
import { runPiped, TerminalRun, type Piped } from "./command-line.js";
import { finishAtOnce } from "./fleets.js";

let gateway: TestGateway;
let folder: string;
const surroundings = () => ({
  env: { DIARIST_SERVER: gateway.url, DIARIST_HOME: join(folder, "home") },
  cwd: folder,
});
const diarist = (...args: string[]): Promise<Piped> => runPiped(args, surroundings());

beforeAll(async () => {
  gateway = await startGateway();
  finishAtOnce(gateway, ({ fileName }) => {
    if (fileName.startsWith("Bad"))
      return { state: "failed", failure: { code: "audio_unreadable", message: "It cannot be decoded." } };
    if (fileName.startsWith("Cut")) return { state: "cancelled" };
    if (fileName.startsWith("Noteless"))
      return { note: { status: "failed", failure: { code: "note_failed", message: "No writer answers." } } };
    return fileName.startsWith("Gappy") ? { missingSeconds: 30 } : {};
  });
});
afterAll(() => gateway.stop());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "diarist-cli-"));
  return () => rm(folder, { recursive: true });
});

const record = (name: string): Promise<void> => writeFile(join(folder, name), makeWav(2_000));
const read = (name: string): Promise<string> => readFile(join(folder, name), "utf8");
// Whatever moves a cursor or sets a colour begins with one.
const ESCAPE = "\u001b";

describe("diarist transcribe", () => {
  test("prints a recording's transcript and nothing else, and tells its steps beside it", async () => {
    await record("Monday.wav");
    const { code, stdout, stderr } = await diarist("transcribe", "Monday.wav");
    expect([code, stdout]).toEqual([0, "What Monday.wav says.\n"]);
    expect(stderr).toMatch(/^Monday\.wav: uploading\n/);
    expect(stderr).toMatch(/Monday\.wav: done: 0:02 in \d+ s\n$/);
    expect(stderr).not.toContain(ESCAPE);
  });

  test("does a folder with one line: transcripts and notes under the recordings' names, deeper ones too", async () => {
    await mkdir(join(folder, "memos/deep"), { recursive: true });
    for (const name of ["memos/a.wav", "memos/b.wav", "memos/deep/c.wav"]) await record(name);
    await writeFile(join(folder, "memos/cover.txt"), "no recording");
    const { code, stdout } = await diarist(
      "transcribe",
      "memos",
      "--output",
      "out",
      "--format",
      "srt",
      "--note",
    );
    expect([code, stdout]).toEqual([0, ""]);
    expect((await readdir(join(folder, "out"), { recursive: true })).toSorted()).toEqual([
      "a.note.md",
      "a.srt",
      "b.note.md",
      "b.srt",
      "deep",
      "deep/c.note.md",
      "deep/c.srt",
    ]);
    expect(await read("out/deep/c.srt")).toContain("00:00:00,000 --> 00:00:02,000\nWhat c.wav says.");
    expect(await read("out/a.note.md")).toContain("# A late start");
  });

  test("gives each recording a line of JSON, in the order in which they were named", async () => {
    for (const name of ["one.wav", "Bad.wav", "two.wav"]) await record(name);
    const { code, stdout } = await diarist(
      "transcribe",
      "one.wav",
      "Bad.wav",
      "two.wav",
      "--json",
      "--quiet",
    );
    expect(code).toBe(3);
    const lines = stdout
      .trim()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    const done = { status: "completed", jobId: expect.any(String), durationSeconds: 2, language: "en" };
    expect(lines).toEqual([
      {
        ...done,
        source: "one.wav",
        missingSeconds: 0,
        noteStatus: "completed",
        transcript: "What one.wav says.\n",
      },
      expect.objectContaining({
        ...{ source: "Bad.wav", status: "failed" },
        failure: { code: "audio_unreadable", message: "It cannot be decoded." },
      }),
      expect.objectContaining({ source: "two.wav", status: "completed" }),
    ]);
  });

  test("moves bars at a terminal, and leaves a line for what is done", async () => {
    await record("Monday.wav");
    const run = new TerminalRun(["transcribe", "Monday.wav", "--output", "Monday.txt"], surroundings());
    expect(await run.ended).toBe(0);
    // Which steps are seen depends on how long they take.
    expect(run.raw).toMatch(/Monday\.wav +(uploading|submitting|queued|transcribing)/);
    expect(run.lines).toEqual([
      expect.stringMatching(/^✓ Monday\.wav {2}0:02 in \d+ s$/),
      "Written: Monday.txt",
    ]);
  });

  test.each([
    [0, "all come out", ["a.wav", "b.wav"]],
    [1, "it fails", ["Bad.wav"]],
    [1, "it is cancelled", ["Cut.wav"]],
    [1, "none comes out", ["Bad.wav", "Cut.wav"]],
    [3, "only some come out", ["a.wav", "Bad.wav", "Gappy.wav"]],
    [4, "a part could not be transcribed", ["Gappy.wav"]],
    [4, "the note that was asked for is missing", ["a.wav", "Noteless.wav"]],
  ])("ends with %i where %s", async (expected, _why, names) => {
    for (const name of names) await record(name);
    expect((await diarist("transcribe", ...names, "--note", "--output", "out/")).code).toBe(expected);
  });

  test("ends with 6 where the key is none, and says where to put one", async () => {
    const keyed = await startGateway({ stores: gateway.stores, access: { open: false } });
    await record("Monday.wav");
    const args = ["transcribe", "Monday.wav", "--server", keyed.url];
    const { code, stderr } = await diarist(...args);
    expect([code, stderr]).toEqual([6, expect.stringContaining("Put a key into DIARIST_API_KEY")]);
    expect((await diarist(...args, "--api-key", "no-key-of-ours")).code).toBe(6);
    await keyed.stop();
  });
});
