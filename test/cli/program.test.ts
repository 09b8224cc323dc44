import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startGateway, type TestGateway } from "../support/gateway.js";
import { makeJob } from "../support/job.js";
import { runPiped, TerminalRun, type Piped } from "./command-line.js";

let gateway: TestGateway;
let home: string;
let stopped = false;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "diarist-program-"));
  const check = (): Promise<void> =>
    stopped ? Promise.reject(new Error("it does not answer")) : Promise.resolve();
  gateway = await startGateway({ dependencies: [{ name: "speech", check }] });
  await gateway.context.jobs.create(makeJob({ state: "failed", title: "Tuesday" }));
});
afterAll(async () => {
  await gateway.stop();
  await rm(home, { recursive: true });
});

const surroundings = (env: Record<string, string> = {}) => ({
  env: { DIARIST_SERVER: gateway.url, DIARIST_HOME: home, ...env },
});
const diarist = (...args: string[]): Promise<Piped> => runPiped(args, surroundings());
// Every escape sequence that sets a colour ends so.
const COLOUR = /\u001b\[[\d;]+m/;

describe("diarist", () => {
  test.each([
    [["trnscribe", "a.wav"], "(Did you mean transcribe?)"],
    [["jobs", "lst"], "(Did you mean list?)"],
    [["transcribe", "--fromat", "srt"], "(Did you mean --format?)"],
    [["transcribe", "nowhere.wav"], "There is no file `nowhere.wav`."],
    [["transcribe", "--watch", "/", "--detach"], "do not go together"],
    [["jobs", "show", "Tuesday"], "`diarist jobs list` shows them"],
    [["jobs", "list", "--since", "tomorrow"], "--since has to be a day such as 2026-11-22 or a time"],
    [["jobs", "list", "--limit", "many"], "--limit has to be a number"],
    [["note", "latest", "--template", "meeting"], "--template goes with --again"],
  ])("told %j ends with 2 and says which words are right", async (args, said) => {
    const { code, stdout, stderr } = await diarist(...args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^error: /);
    expect(stderr).toContain(said);
    expect(stderr).not.toContain("    at ");
  });

  test("ends with 5 where nobody answers, and says how to start one", async () => {
    const nobody = { env: { DIARIST_SERVER: "http://127.0.0.1:9", DIARIST_HOME: home } };
    const { code, stderr } = await runPiped(["jobs", "list"], nobody);
    expect([code, stderr]).toEqual([5, expect.stringMatching(/No Diarist answers at .* `diarist start`/)]);
    const { stderr: json } = await runPiped(["jobs", "list", "--json"], nobody);
    expect(JSON.parse(json)).toMatchObject({ error: { code: "unreachable" } });
  });

  test("lists jobs in columns and colour for people, without colour where NO_COLOR is set, and with tabs in a pipe", async () => {
    const coloured = new TerminalRun(["jobs", "list"], surroundings());
    expect(await coloured.ended).toBe(0);
    expect(coloured.lines).toEqual([
      expect.stringMatching(/^ID +STATUS +RECORDING +LENGTH +MADE$/),
      expect.stringMatching(/^[0-9a-f]{8} +failed +Tuesday +just now$/),
    ]);
    expect(coloured.raw).toMatch(COLOUR);
    const plain = new TerminalRun(["jobs", "list"], surroundings({ NO_COLOR: "1" }));
    await plain.ended;
    expect(plain.raw).not.toMatch(COLOUR);
    const { stdout } = await diarist("jobs", "list");
    expect(stdout).toMatch(/^[0-9a-f-]{36}\tfailed\tTuesday\tMonday\.m4a\t\t[\dTZ:.-]+\n$/);
  });

  test("the doctor names a dependency that is down, with what to do about it", async () => {
    stopped = true;
    await expect.poll(async () => (await diarist("doctor")).code, { timeout: 25_000 }).toBe(1);
    const { stdout } = await diarist("doctor", "--json");
    const { well, findings } = JSON.parse(stdout) as { well: boolean; findings: unknown[] };
    expect(well).toBe(false);
    expect(findings).toContainEqual(
      expect.objectContaining({
        area: "service",
        name: "speech",
        state: "missing",
        detail: "it does not answer",
      }),
    );
  });

  test.each([
    [["transcript"], "missing required argument 'job'"],
    [["jobs", "list", "--status", "done"], "Allowed choices are queued"],
    [["search", "sea", "--since", "tomorrow"], "--since has to be a day such as 2026-11-22"],
  ])("tells of wrong words in JSON where that was asked for: %j", async (args, said) => {
    const { code, stdout, stderr } = await diarist(...args, "--json");
    expect([code, stdout]).toEqual([2, ""]);
    expect(JSON.parse(stderr)).toEqual({
      error: { code: "usage", message: expect.stringContaining(said) },
    });
  });

  test("says how a file is named whose name looks like an option", async () => {
    await writeFile(join(home, "-dash.flac"), "");
    const { code, stderr } = await runPiped(["transcribe", "-dash.flac"], { ...surroundings(), cwd: home });
    expect([code, stderr]).toEqual([2, expect.stringContaining("write ./-dash.flac")]);
  });

  test("gives a job another title", async () => {
    const job = makeJob({ state: "completed", title: "Before" });
    await gateway.context.jobs.create(job);
    expect((await diarist("jobs", "title", job.jobId, "By", "the sea")).code).toBe(0);
    expect(await gateway.context.jobs.get("local", job.jobId)).toMatchObject({ title: "By the sea" });
  });
});
