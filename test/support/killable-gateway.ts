import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../../src/stack/free-ports.js";
import { startJobStore, startObjectStore, type TestJobStore, type TestObjectStore } from "./stores.js";

const main = fileURLToPath(new URL("../../src/api/main.ts", import.meta.url));

/** The gateway's own process, over stores of its own that outlive it; Temporal is away, which an upload need not mind. */
export class KillableGateway {
  #process: ChildProcess | undefined;
  #restarts = Promise.resolve();

  private constructor(
    readonly port: number,
    readonly objectStore: TestObjectStore,
    readonly jobStore: TestJobStore,
    private readonly home: string,
  ) {}

  static async start(): Promise<KillableGateway> {
    const home = await mkdtemp(join(tmpdir(), "diarist-killed-"));
    const gateway = new KillableGateway(
      await freePort(),
      await startObjectStore(),
      await startJobStore(),
      home,
    );
    await gateway.#run();
    return gateway;
  }

  /** Kills it with -9 and starts it again; one after the other where it is called twice. */
  restart(): void {
    this.#restarts = this.#restarts.then(() => this.#kill()).then(() => this.#run());
  }

  /** Resolves when it is back. */
  async restarted(): Promise<void> {
    await this.#restarts;
  }

  async stop(): Promise<void> {
    await this.#restarts.catch(() => undefined);
    await this.#kill();
    await this.objectStore.stop();
    await this.jobStore.stop();
    await rm(this.home, { recursive: true, force: true });
  }

  async #run(): Promise<void> {
    const { accessKeyId, secretAccessKey } = this.objectStore.options.credentials;
    const gateway = spawn(process.execPath, ["--import", "tsx", main], {
      stdio: "ignore",
      env: {
        PATH: process.env["PATH"],
        DIARIST_HOME: this.home,
        PORT: String(this.port),
        TEMPORAL_ADDRESS: `127.0.0.1:${String(await freePort())}`,
        DIARIST_S3_ENDPOINT: this.objectStore.options.endpoint,
        DIARIST_DYNAMODB_ENDPOINT: this.jobStore.options.endpoint,
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
      },
    });
    this.#process = gateway;
    for (;;) {
      if (gateway.exitCode !== null) throw new Error("The gateway does not start");
      const response = await fetch(`http://127.0.0.1:${String(this.port)}/healthz`).catch(() => undefined);
      if (response?.ok === true) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async #kill(): Promise<void> {
    const dying = this.#process;
    if (dying?.signalCode !== null) return;
    const ended = new Promise((resolve) => dying.once("exit", resolve));
    dying.kill("SIGKILL");
    await ended;
  }
}
