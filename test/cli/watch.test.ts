import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { startGateway, type TestGateway } from "../support/gateway.js";
import { makeWav } from "../support/recordings.js";
import { PipedRun } from "./command-line.js";
import { finish, finishAtOnce } from "./fleets.js";

const PATIENCE = { timeout: 40_000, interval: 200 };

let gateway: TestGateway;
let folder: string;
beforeEach(async () => {
  gateway = await startGateway();
  return () => gateway.stop();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "diarist-watch-"));
  await mkdir(join(folder, "memos"));
  return () => rm(folder, { recursive: true });
});

function watch(): PipedRun {
  const env = { DIARIST_SERVER: gateway.url, DIARIST_HOME: join(folder, "home") };
  return new PipedRun(["transcribe", "--watch", "memos", "--output", "out", "--json"], { env, cwd: folder });
}
const sources = (run: PipedRun): unknown[] =>
  run.stdout
    .trim()
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => (JSON.parse(line) as { source: string }).source.split("/").at(-1));
const result = (name: string): Promise<string> => readFile(join(folder, "out", name), "utf8");

test("a watched folder's recordings are done once, over a restart too, and under whatever name", async () => {
  finishAtOnce(gateway);
  await writeFile(join(folder, "memos/a.wav"), makeWav(2_000));
  const first = watch();
  await expect.poll(() => sources(first), PATIENCE).toEqual(["a.wav"]);
  await writeFile(join(folder, "memos/b.wav"), makeWav(2_000));
  await expect.poll(() => sources(first), PATIENCE).toEqual(["a.wav", "b.wav"]);
  first.kill("SIGTERM");
  expect(await first.ended).toMatchObject({ code: 0 });
  expect(gateway.starter.started).toHaveLength(2);

  await copyFile(join(folder, "memos/a.wav"), join(folder, "memos/copy.wav"));
  await writeFile(join(folder, "memos/c.wav"), makeWav(2_000));
  const second = watch();
  await expect.poll(() => sources(second).toSorted(), PATIENCE).toEqual(["c.wav", "copy.wav"]);
  second.kill("SIGTERM");
  await second.ended;
  // The copy has the transcript of what it is a copy of.
  expect(gateway.starter.started.map(({ fileName }) => fileName)).toEqual(["a.wav", "b.wav", "c.wav"]);
  expect(await result("copy.txt")).toBe("What a.wav says.\n");
});

test("a watch that is killed in the midst of a job goes on with that job, and a killed one that was done does nothing", async () => {
  await writeFile(join(folder, "memos/a.wav"), makeWav(2_000));
  const first = watch();
  await expect.poll(() => gateway.starter.started.length, PATIENCE).toBe(1);
  // Following it, which it does once it has noted that there is a job.
  await expect.poll(() => first.stderr, PATIENCE).toContain("a.wav: queued");
  first.kill("SIGKILL");
  expect(await first.ended).toMatchObject({ code: null, stdout: "" });

  const [job] = gateway.starter.started;
  if (job === undefined) throw new Error("no job");
  await finish(gateway, job);
  const second = watch();
  await expect.poll(() => sources(second), PATIENCE).toEqual(["a.wav"]);
  second.kill("SIGKILL");
  await second.ended;
  expect(await result("a.txt")).toBe("What a.wav says.\n");

  finishAtOnce(gateway);
  await writeFile(join(folder, "memos/b.wav"), makeWav(2_000));
  const third = watch();
  await expect.poll(() => sources(third), PATIENCE).toEqual(["b.wav"]);
  third.kill("SIGTERM");
  await third.ended;
  expect(gateway.starter.started.map(({ fileName }) => fileName)).toEqual(["a.wav", "b.wav"]);
});
