import { spawn, type ChildProcess } from "node:child_process";
import { openAsBlob, readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { isFirstSampleDone } from "../../src/stack/first-sample.js";
import { freeServicePorts } from "../../src/stack/free-ports.js";

const supervisor = fileURLToPath(new URL("../../dist/stack/main.js", import.meta.url));

/** How long a machine that is busy with other things may take from nothing to ready. */
const READY_TIMEOUT_MS = 120_000;
const JOB_TIMEOUT_MS = 180_000;

const ENGINE_REQUEST_LOG = "engine-requests.log";

const resultSchema = z.object({
  job_id: z.string(),
  status: z.string(),
  transcription: z.string().optional(),
  diary_note: z.string().optional(),
  message: z.string().optional(),
});
const requestSchema = z.object({ sha256: z.string().nullish(), status: z.number() });
const processesSchema = z.object({ children: z.array(z.object({ name: z.string(), pid: z.number() })) });

/** The whole service as `npm start` runs it, on free ports, with its data in a temporary folder. */
export class Service {
  private constructor(
    readonly url: string,
    readonly home: string,
    readonly env: Record<string, string>,
    private readonly process: ChildProcess,
    private readonly output: string[],
  ) {}

  static async start(settings: Record<string, string> = {}): Promise<Service> {
    const home = await mkdtemp(join(tmpdir(), "diarist-e2e-"));
    const ports = await freeServicePorts();
    // What the developer has configured for daily use must not leak in.
    const inherited: Record<string, string> = {};
    for (const [name, value] of Object.entries(process.env))
      if (value !== undefined && !/^(DIARIST_|TEMPORAL_|AWS_|ENGINE_)/.test(name)) inherited[name] = value;
    const env: Record<string, string> = {
      ...inherited,
      ...ports,
      DIARIST_HOME: home,
      ENGINE_REQUEST_LOG: join(home, ENGINE_REQUEST_LOG),
      ...settings,
    };
    const child = spawn(process.execPath, [supervisor], {
      env,
      cwd: home,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => output.push(text));
    const service = new Service(`http://127.0.0.1:${ports.PORT}`, home, env, child, output);
    await service.ready();
    return service;
  }

  /** Resolves when /readyz says that everything is; throws with the supervisor's output when that takes too long. */
  async ready(): Promise<void> {
    let last = "";
    const isReady = async (): Promise<true | undefined> => {
      if (this.process.exitCode !== null) throw new Error(`The supervisor ended:\n${this.output.join("")}`);
      const response = await fetch(`${this.url}/readyz`).catch(() => undefined);
      last = (await response?.text()) ?? "nobody answers";
      return response?.status === 200 ? true : undefined;
    };
    await this.until("ready", READY_TIMEOUT_MS, isReady).catch((error: unknown) => {
      throw new Error(`Not ready: ${last}`, { cause: error });
    });
  }

  /** Resolves when the sample recording, which a new service begins with, is not in the way any more. */
  async idle(): Promise<void> {
    await this.until("the end of the sample", JOB_TIMEOUT_MS, async () =>
      (await isFirstSampleDone(this.home)) ? true : undefined,
    );
  }

  /** Uploads as curl does and gives back the job's id. */
  async upload(path: string): Promise<string> {
    const form = new FormData();
    form.set("file", await openAsBlob(path), basename(path));
    const response = await fetch(`${this.url}/upload-audio/`, { method: "POST", body: form });
    const answer: unknown = await response.json();
    if (response.status !== 200) throw new Error(JSON.stringify(answer));
    return resultSchema.parse(answer).job_id;
  }

  async status(jobId: string): Promise<string | undefined> {
    // While the gateway is being restarted nobody answers.
    const response = await fetch(`${this.url}/status/${jobId}`).catch(() => undefined);
    if (response?.status !== 200) return undefined;
    return z.object({ status: z.string() }).parse(await response.json()).status;
  }

  /** The job's result, when it has ended. */
  async finished(jobId: string, timeoutMs = JOB_TIMEOUT_MS): Promise<z.infer<typeof resultSchema>> {
    await this.until(`the end of job ${jobId}`, timeoutMs, async () => {
      const status = await this.status(jobId);
      return status === "completed" || status === "error" ? true : undefined;
    });
    const response = await fetch(`${this.url}/result/${jobId}`);
    return resultSchema.parse(await response.json());
  }

  /** The supervisor's. */
  get pid(): number {
    if (this.process.pid === undefined) throw new Error("The supervisor does not run");
    return this.process.pid;
  }

  /** The pid of each process that the supervisor runs, by name. */
  processes(): Record<string, number> {
    const text = readFileSync(join(this.home, "run", "processes.json"), "utf8");
    return Object.fromEntries(
      processesSchema.parse(JSON.parse(text)).children.map(({ name, pid }) => [name, pid]),
    );
  }

  /** What the engine answered with a transcript: how often, by the hash of the audio that it was sent. */
  async transcriptions(): Promise<Map<string, number>> {
    const log = await readFile(join(this.home, ENGINE_REQUEST_LOG), "utf8");
    const counts = new Map<string, number>();
    for (const line of log.trim().split("\n")) {
      const { sha256, status } = requestSchema.parse(JSON.parse(line));
      if (status === 200 && sha256 != null) counts.set(sha256, (counts.get(sha256) ?? 0) + 1);
    }
    return counts;
  }

  async stop(): Promise<void> {
    if (this.process.exitCode === null) {
      const ended = new Promise((resolve) => this.process.once("exit", resolve));
      this.process.kill("SIGTERM");
      await ended;
    }
    await rm(this.home, { recursive: true, force: true });
  }

  /** The end of the log, without the questions of those who wait. */
  private story(): string {
    const lines = this.output.join("").split("\n");
    return lines
      .filter((line) => !line.includes("path=/readyz") && !line.includes("path=/status/"))
      .slice(-200)
      .join("\n");
  }

  async until<T>(what: string, timeoutMs: number, look: () => Promise<T | undefined>): Promise<T> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const seen = await look();
      if (seen !== undefined) return seen;
      if (Date.now() > deadline) throw new Error(`Not seen in time: ${what}\n${this.story()}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
