import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { processIdentity } from "../../src/stack/process-identity.js";
import { openRunRecord } from "../../src/stack/run-record.js";
import { gone, isAlive, pidOf, temporaryFolder } from "./support/fakes.js";
import { runFakes } from "./support/run-fakes.js";

test("a supervisor killed with -9 leaves nothing behind, neither a deaf service nor a service's child", async () => {
  const folder = temporaryFolder();
  const supervisor = await runFakes(folder, "plain", "deaf:stubborn", "media:parent");
  const pids = await Promise.all(
    ["plain", "deaf", "media", "media-child"].map((name) => pidOf(folder, name)),
  );
  expect(pids.every(isAlive)).toBe(true);
  await supervisor.kill();
  await Promise.all(pids.map(gone));
});

test("an undertaker that died is replaced, and the new one knows of every service", async () => {
  const folder = temporaryFolder();
  const supervisor = await runFakes(folder, "plain");
  const service = await pidOf(folder, "plain");
  const first = await undertakerOf(supervisor.pid);
  process.kill(first, "SIGKILL");
  await vi.waitFor(async () => expect(await undertakerOf(supervisor.pid)).not.toBe(first), 10_000);
  await supervisor.kill();
  await gone(service);
});

test("what an earlier run left behind is ended by the next", async () => {
  const home = temporaryFolder();
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 60000)"], {
    detached: true,
    stdio: "ignore",
  });
  const pid = child.pid ?? 0;
  record(home, pid, processIdentity(pid) ?? "");
  const told: string[] = [];
  const run = await openRunRecord(home, "", (name) => told.push(name));
  expect(told).toEqual(["speech"]);
  await gone(pid);
  run.close();
});

test("a process keeps its identity when it takes another name", async () => {
  const child = spawn(process.execPath, ["-e", 'process.title = "renamed"; setInterval(() => {}, 60000)']);
  const pid = child.pid ?? 0;
  const atStart = processIdentity(pid);
  const name = () => readFileSync(`/proc/${pid}/comm`, "utf8").trim();
  if (process.platform === "linux") await vi.waitFor(() => expect(name()).toBe("renamed"));
  expect(atStart).toBeDefined();
  expect(processIdentity(pid)).toBe(atStart);
  child.kill("SIGKILL");
});

test("a process that only has the pid of one of ours is left alone", async () => {
  const home = temporaryFolder();
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 60000)"], {
    detached: true,
    stdio: "ignore",
  });
  const pid = child.pid ?? 0;
  record(home, pid, "another boot, another start");
  const told: string[] = [];
  const run = await openRunRecord(home, "", (name) => told.push(name));
  expect(told).toEqual([]);
  expect(isAlive(pid)).toBe(true);
  run.close();
  child.kill("SIGKILL");
});

function record(home: string, pid: number, identity: string): void {
  mkdirSync(join(home, "run"), { recursive: true });
  const supervisor = { name: "supervisor", pid: 999_999, identity: "gone" };
  const children = [{ name: "speech", pid, identity }];
  writeFileSync(join(home, "run/processes.json"), JSON.stringify({ supervisor, api: "", children }));
}

async function undertakerOf(supervisor: number): Promise<number> {
  return await vi.waitFor(() => {
    const table = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" });
    const line = table
      .split("\n")
      .find((row) => row.includes("undertaker") && Number(row.trim().split(/\s+/)[1]) === supervisor);
    if (line === undefined) throw new Error("there is no undertaker");
    return Number(line.trim().split(/\s+/)[0]);
  }, 10_000);
}
