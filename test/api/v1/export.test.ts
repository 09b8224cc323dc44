import { execFile } from "node:child_process";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { sendZip } from "../../../src/api/export/send-zip.js";
import { DiaristError } from "../../../src/domain/errors.js";
import type { Job } from "../../../src/domain/job.js";
import { jobKeys } from "../../../src/domain/object-keys.js";
import type { ObjectStore } from "../../../src/storage/ports.js";
import { CONVERSATION } from "../../domain/formats/transcripts.js";
import { ApiClient } from "../../support/api-client.js";
import { startGateway, type TestGateway } from "../../support/gateway.js";
import { makeJob } from "../../support/job.js";

const run = promisify(execFile);

let gateway: TestGateway;
let folder: string;
beforeAll(async () => {
  gateway = await startGateway();
  folder = await mkdtemp(join(tmpdir(), "diarist-export-"));
});
afterAll(async () => {
  await gateway.stop();
  await rm(folder, { recursive: true, force: true });
});

const entry = { text: "It was hot.", evidence: [{ start: 4.2, end: 5.5, quote: "It was hot." }] };
const NOTE = {
  ...{ date: "2026-11-22", title: "A hot night", mood: entry, keyEvents: [entry], reflections: [] },
  ...{ tags: [], language: "en", writer: { kind: "extractive" } },
};

async function stored(
  changes: Partial<Job> = {},
  objects: { audio?: Buffer; transcript?: unknown; note?: unknown } = {},
): Promise<Job> {
  const job = makeJob({ state: "completed", ...changes });
  const keys = jobKeys(job.tenantId, job.jobId);
  const { audio, transcript, note } = objects;
  if (audio) await gateway.context.objects.put(keys.audio, audio);
  if (transcript) await gateway.context.objects.put(keys.transcript, JSON.stringify(transcript));
  if (note) await gateway.context.objects.put(keys.note, JSON.stringify(note));
  await gateway.context.jobs.create(job);
  return job;
}

/** What a stranger's program finds in the archive: each file's SHA-256, and whether it was compressed. */
async function exported(query = ""): Promise<Record<string, { sha256: string; stored: boolean }>> {
  const response = await fetch(`${gateway.url}/v1/export${query}`);
  expect(response.headers.get("content-type")).toBe("application/zip");
  const file = join(folder, `${randomUUID()}.zip`);
  await writeFile(file, Buffer.from(await response.arrayBuffer()));
  await run("unzip", ["-tqq", file]).catch(ignoreMissingProgram);
  const { stdout } = await run("python3", ["-c", READ_ZIP, file], { maxBuffer: 64 * 1024 ** 2 });
  return JSON.parse(stdout) as Record<string, { sha256: string; stored: boolean }>;
}
const READ_ZIP = `
import hashlib, json, sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
files = archive.infolist()
assert len({file.filename for file in files}) == len(files)
print(json.dumps({file.filename: {"sha256": hashlib.sha256(archive.read(file)).hexdigest(),
  "stored": file.compress_type == zipfile.ZIP_STORED} for file in files}))
`;
/** Python reads every archive in any case. */
function ignoreMissingProgram(error: unknown): void {
  if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
}
const sha256 = (content: string | Buffer) => createHash("sha256").update(content).digest("hex");

describe("an export", () => {
  test("has all of each job, as the API gives it, and a manifest", async () => {
    const audio = randomBytes(3 * 1024 ** 2);
    const whole = await stored(
      { fileName: "Käse: 東京?.M4A", title: "A hot night / in Tōkyō", createdAt: "2026-11-22T20:00:00.000Z" },
      { audio, transcript: CONVERSATION, note: NOTE },
    );
    const queued = await stored({
      state: "queued",
      fileName: "../evil\\name",
      createdAt: "2026-11-21T00:00:00.000Z",
    });
    const query = `?jobId=${whole.jobId}&jobId=${queued.jobId}`;
    const files = await exported(query);
    const [first, second] = ["2026-11-22 A hot night in Tōkyō", "2026-11-21 evil name"];
    expect(Object.keys(files)).toEqual([
      ...["job.json", "note.json", "note.md"].map((name) => `${first}/${name}`),
      ...["json", "srt", "vtt", "txt", "md"].map((format) => `${first}/transcript.${format}`),
      `${first}/audio.m4a`,
      `${second}/job.json`,
      "manifest.json",
    ]);
    expect(files[`${first}/audio.m4a`]).toEqual({ sha256: sha256(audio), stored: true });
    const api = new ApiClient(gateway);
    for (const format of ["json", "srt", "vtt", "txt", "md"]) {
      const { text } = await api.get(`/v1/jobs/${whole.jobId}/transcript?format=${format}`);
      expect(files[`${first}/transcript.${format}`], format).toEqual({ sha256: sha256(text), stored: false });
    }
    for (const format of ["json", "md"]) {
      const { text } = await api.get(`/v1/jobs/${whole.jobId}/note?format=${format}`);
      expect(files[`${first}/note.${format}`]?.sha256, format).toBe(sha256(text));
    }
    expect(Object.keys(await exported(`${query}&audio=false`))).not.toContain(`${first}/audio.m4a`);
  });

  test("without ids is of all jobs, of those of the days that are asked for", async () => {
    const days = ["2025-01-01", "2025-01-02", "2025-01-03"];
    for (const day of days) await stored({ createdAt: `${day}T12:00:00.000Z`, title: "Same title" });
    await stored({ createdAt: "2025-01-02T13:00:00.000Z", title: "same Title" });
    const folders = (files: object) => [
      ...new Set(
        Object.keys(files)
          .filter((path) => path.startsWith("2025"))
          .map((path) => path.split("/")[0]),
      ),
    ];
    expect(folders(await exported())).toHaveLength(4);
    expect(folders(await exported("?createdFrom=2025-01-02&createdUntil=2025-01-02"))).toEqual([
      "2025-01-02 same Title",
      "2025-01-02 Same title (2)",
    ]);
  });

  test("holds what cannot be read as it lies", async () => {
    const broken = { text: "no transcript" };
    const job = await stored({ title: "Broken" }, { transcript: broken });
    const files = await exported(`?jobId=${job.jobId}`);
    expect(Object.entries(files).find(([path]) => path.endsWith("/transcript.json"))?.[1].sha256).toBe(
      sha256(JSON.stringify(broken)),
    );
  });

  test("of nothing is an archive, and answers HEAD without one", async () => {
    expect(Object.keys(await exported("?createdFrom=2026-01-02&createdUntil=2026-01-01"))).toEqual([
      "manifest.json",
    ]);
    const query = "?createdUntil=1999-01-01";
    expect(Object.keys(await exported(query))).toEqual(["manifest.json"]);
    const head = await fetch(`${gateway.url}/v1/export${query}`, { method: "HEAD" });
    expect([head.status, head.headers.get("content-type")]).toEqual([200, "application/zip"]);
    expect(head.headers.get("content-disposition")).toMatch(/^attachment; filename="Diarist [\d-]+\.zip"/);
  });

  test("of a job that there is not is refused before it begins", async () => {
    const api = new ApiClient(gateway);
    const job = await stored();
    expect(await api.get(`/v1/export?jobId=${job.jobId}&jobId=${randomUUID()}`)).toMatchObject({
      status: 404,
      body: { code: "job_not_found" },
    });
    for (const query of ["?jobId=x", "?audio=maybe", "?createdFrom=monday", "?page=1"])
      expect(await api.get(`/v1/export${query}`)).toMatchObject({ status: 400 });
  });

  test("is told to the audit log", async () => {
    await exported("?createdUntil=1999-01-01");
    expect(gateway.audited.at(-1)).toMatchObject({ action: "library.exported", tenantId: "local" });
  });
});

describe("an export that does not come to its end", () => {
  /** A gateway whose recordings go on for ever, or break. */
  async function gatewayOver(audio: () => Readable) {
    const { objects } = gateway.context;
    const other = await startGateway({ stores: gateway.stores });
    other.context.objects = new Proxy(objects, {
      get: (target, name) => {
        if (name === "getStream")
          return async (key: string) => (key.endsWith("/audio") ? audio() : undefined);
        const value: unknown = Reflect.get(target, name);
        return typeof value === "function" ? (value.bind(target) as unknown) : value;
      },
    }) satisfies ObjectStore;
    return other;
  }

  test("reads no further than its reader takes, and stops when the reader goes away", async () => {
    const job = await stored({ title: "Endless" });
    let read = 0;
    const chunk = Buffer.alloc(64 * 1024);
    const endless = new Readable({
      read() {
        read += chunk.length;
        this.push(chunk);
      },
    });
    const other = await gatewayOver(() => endless);
    try {
      const request = get(`${other.url}/v1/export?jobId=${job.jobId}`);
      const [response] = (await once(request, "response")) as [Readable];
      await once(response, "readable");
      response.read(1);
      // Nobody reads: what was read meanwhile fills the buffers on the way, and then it stands still.
      let before = -1;
      await expect
        .poll(
          () => {
            const stands = read === before;
            before = read;
            return stands;
          },
          { interval: 300, timeout: 20_000 },
        )
        .toBe(true);
      expect(read).toBeLessThan(64 * 1024 ** 2);
      const closed = once(endless, "close");
      request.destroy();
      await closed;
      expect(endless.destroyed).toBe(true);
    } finally {
      await other.stop();
    }
  });

  test("before it has begun is answered with what is wrong", async () => {
    const other = await startGateway({ stores: gateway.stores });
    const failing = new DiaristError("storage_unavailable", "The table cannot be reached.");
    vi.spyOn(other.context.jobs, "list").mockRejectedValueOnce(failing);
    try {
      const answer = await new ApiClient(other).get("/v1/export");
      expect(answer).toMatchObject({ status: 503, body: { code: "storage_unavailable" } });
      expect(answer.headers.get("content-disposition")).toBeNull();
    } finally {
      await other.stop();
    }
  });

  test("is cut off for its reader, too, when a recording cannot be read", async () => {
    const job = await stored({ title: "Breaking" });
    const other = await gatewayOver(() =>
      Readable.from(
        (async function* () {
          yield Buffer.alloc(1024 ** 2);
          await new Promise((resolve) => setImmediate(resolve));
          throw new Error("the store went away");
        })(),
      ),
    );
    try {
      const response = await fetch(`${other.url}/v1/export?jobId=${job.jobId}`);
      expect(response.status).toBe(200);
      await expect(response.arrayBuffer()).rejects.toThrow();
    } finally {
      await other.stop();
    }
  });
});

test("an archive of more files than a classic zip can count is read by others", async () => {
  const file = join(folder, "many.zip");
  async function* many() {
    for (let number = 0; number < 66_000; number += 1)
      yield {
        path: `${number}/ä.txt`,
        modified: new Date(),
        isStored: true,
        body: Readable.from([`${number}`]),
      };
  }
  await sendZip(many(), createWriteStream(file));
  const script =
    "import sys, zipfile; a = zipfile.ZipFile(sys.argv[1]); print(len(a.namelist()), a.read('65999/ä.txt').decode())";
  const { stdout } = await run("python3", ["-c", script, file]);
  expect(stdout.trim()).toBe("66000 65999");
}, 120_000);
