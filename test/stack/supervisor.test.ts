import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { backOffMs, type PlannedService } from "../../src/stack/keep-alive.js";
import { requirePorts } from "../../src/stack/ports.js";
import { describeUnready } from "../../src/stack/readiness.js";
import { supervise, type Supervisor } from "../../src/stack/supervisor.js";
import { AlreadyRunningError } from "../../src/stack/run-record.js";
import { events, fakeService, gone, pidOf, rememberingLog, temporaryFolder } from "./support/fakes.js";
import { runFakes } from "./support/run-fakes.js";

const running: Supervisor[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((supervisor) => supervisor.stop()));
});

async function start(home: string, services: PlannedService[]) {
  const log = rememberingLog();
  const supervisor = await supervise({ home, api: "http://127.0.0.1:1", services, openLog: () => log });
  running.push(supervisor);
  return { supervisor, log };
}

const phases = (supervisor: Supervisor) => supervisor.services.map((service) => service.state().phase);

describe("the supervisor", () => {
  test("starts a service only when what it needs is healthy", async () => {
    const home = temporaryFolder();
    const { supervisor } = await start(home, [
      fakeService(home, "gateway", { needs: ["store"] }),
      fakeService(home, "store"),
    ]);
    await vi.waitFor(() => expect(phases(supervisor)).toEqual(["healthy", "healthy"]), 10_000);
    expect(events(home).map((line) => line.split(" ")[0])).toEqual(["store", "gateway"]);
  });

  test("starts again what dies, and says how it ended", async () => {
    const home = temporaryFolder();
    const { log } = await start(home, [fakeService(home, "store")]);
    const first = await pidOf(home, "store");
    process.kill(first, "SIGKILL");
    await vi.waitFor(() => expect(events(home)).toHaveLength(2), 10_000);
    expect(await pidOf(home, "store")).not.toBe(first);
    expect(log.lines).toContain("store was ended by SIGKILL; it is started again in 0.5 s");
  });

  test("waits longer after each failure in a row, up to half a minute", () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 20].map(backOffMs)).toEqual([
      500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000,
    ]);
  });

  test("says of a service that does not stay up how it ends and what it said last", async () => {
    const home = temporaryFolder();
    const broken = fakeService(home, "speech", { behaviour: "crash" });
    const { supervisor, log } = await start(home, [
      { ...broken, spec: { ...broken.spec, checkHealth: () => Promise.reject(new Error("refused")) } },
    ]);
    await vi.waitFor(() =>
      expect(describeUnready(supervisor.services, undefined)).toContain("speech: exited with code 3"),
    );
    await vi.waitFor(
      () => expect(log.lines).toContain("speech exited with code 3; it is started again in 1 s"),
      10_000,
    );
  });

  test("names a program that is not there", async () => {
    const home = temporaryFolder();
    const missing = fakeService(home, "temporal");
    const { supervisor } = await start(home, [
      { ...missing, spec: { ...missing.spec, command: "/nowhere/temporal" } },
    ]);
    await vi.waitFor(() =>
      expect(describeUnready(supervisor.services, undefined)).toContain("/nowhere/temporal ENOENT"),
    );
  });

  test("stops what depends on others before those", async () => {
    const home = temporaryFolder();
    const { supervisor } = await start(home, [
      fakeService(home, "store"),
      fakeService(home, "gateway", { needs: ["store"] }),
    ]);
    await vi.waitFor(() => expect(phases(supervisor)).toEqual(["healthy", "healthy"]), 10_000);
    await supervisor.stop();
    expect(events(home).slice(-2)).toEqual(["gateway down", "store down"]);
    expect(phases(supervisor)).toEqual(["stopped", "stopped"]);
  });

  test("kills what ignores the request to end, and its children with it", async () => {
    const home = temporaryFolder();
    const { supervisor } = await start(home, [
      fakeService(home, "deaf", { behaviour: "stubborn", graceMs: 200 }),
      fakeService(home, "media", { behaviour: "parent" }),
    ]);
    const pids = await Promise.all(["deaf", "media", "media-child"].map((name) => pidOf(home, name)));
    await supervisor.stop();
    expect(events(home)).toContain("deaf down");
    await Promise.all(pids.map(gone));
  });

  test("can be stopped while a service waits for its next start", async () => {
    const home = temporaryFolder();
    const { supervisor, log } = await start(home, [fakeService(home, "speech", { behaviour: "crash" })]);
    await vi.waitFor(() => expect(log.lines.join()).toContain("started again"), 10_000);
    await supervisor.stop();
    expect(phases(supervisor)).toEqual(["stopped"]);
  });

  test("refuses a second start on the same data while the first is alive", async () => {
    const home = temporaryFolder();
    const first = await runFakes(home, "store");
    await expect(
      supervise({ home, api: "", services: [fakeService(home, "store")], openLog: rememberingLog }),
    ).rejects.toThrow(AlreadyRunningError);
    await first.kill();
  });
});

describe("a port that is taken", () => {
  test("is an error that names the port, the part and the variable that changes it", async () => {
    const home = temporaryFolder();
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const { spec } = fakeService(home, "gateway");
    const wanted = { ...spec, ports: [{ host: "127.0.0.1", port, variable: "PORT" }] };
    await expect(requirePorts([wanted])).rejects.toThrow(
      new RegExp(`Port ${port} \\(gateway\\) is taken by another program. Set PORT to another port`),
    );
    server.close();
    await once(server, "close");
    await expect(requirePorts([wanted])).resolves.toBeUndefined();
  });

  test("is noticed as well when two parts were given the same one", async () => {
    const { spec } = fakeService(temporaryFolder(), "gateway");
    const specs = ["PORT", "DIARIST_S3_PORT"].map((variable) => ({
      ...spec,
      ports: [{ host: "127.0.0.1", port: 39_999, variable }],
    }));
    await expect(requirePorts(specs)).rejects.toThrow(
      /is also that of gateway \(PORT\). Set DIARIST_S3_PORT/,
    );
  });
});
