import { execFile, spawnSync } from "node:child_process";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SCOPES } from "../../src/domain/access.js";
import type { JobState } from "../../src/domain/job.js";
import type { DiaryNote } from "../../src/domain/note.js";
import { jobKeys } from "../../src/domain/object-keys.js";
import { partPath } from "../../src/stack/parts.js";
import { CONVERSATION } from "../domain/formats/transcripts.js";
import { startGateway, type TestGateway } from "../support/gateway.js";
import { makeJob } from "../support/job.js";
import { AUDIENCE, startIssuer, type Issuer } from "./access/issuer.js";
import { StandIn } from "./openai/stand-in.js";

const CONFIG = fileURLToPath(new URL("schemathesis.toml", import.meta.url));
const HOOKS = fileURLToPath(new URL("../clients/schemathesis_hooks.py", import.meta.url));
const TENANT = "fuzzed";
/** The same requests each time, so that what fails here fails again. */
const SEED = 20_261_122;
const EXAMPLES_AN_OPERATION = 5;
/** It needs Python 3.11; all else here is content with 3.10. */
const hasSchemathesis = spawnSync(partPath("test-clients"), ["-c", "import schemathesis"]).status === 0;
const LONGEST_RUN_MS = 300_000;

/** Those that schemathesis.toml names. */
const JOBS: readonly [id: string, state: JobState][] = [
  ["7d3f4e86-0c7e-4d0b-9f4e-6b1f0c2a9d11", "completed"],
  ["7d3f4e86-0c7e-4d0b-9f4e-6b1f0c2a9d12", "transcribing"],
  ["7d3f4e86-0c7e-4d0b-9f4e-6b1f0c2a9d13", "failed"],
];

const NOTE: DiaryNote = {
  ...{ date: "2026-11-22", title: "A hot night", language: "en", writer: { kind: "extractive" } },
  mood: { text: "Tired.", evidence: [{ start: 2.5, end: 4, quote: "Not at all" }] },
  ...{ keyEvents: [], reflections: [], tags: [] },
};

let issuer: Issuer;
let gateway: TestGateway;
let folder: string;
beforeAll(async () => {
  issuer = await startIssuer();
  const oidc = { issuer: issuer.url, audience: AUDIENCE, tenantClaims: ["tenant"], scopeClaim: "scope" };
  gateway = await startGateway({ access: { open: false, oidc } });
  new StandIn(gateway).transcribeAll(CONVERSATION);
  const { jobs, objects } = gateway.context;
  for (const [jobId, state] of JOBS) {
    await jobs.create(makeJob({ jobId, tenantId: TENANT, state, title: "Monday" }));
    const keys = jobKeys(TENANT, jobId);
    await objects.put(keys.audio, Buffer.alloc(1000));
    if (state !== "completed") continue;
    await objects.put(keys.transcript, JSON.stringify(CONVERSATION));
    await objects.put(keys.note, JSON.stringify(NOTE));
  }
  folder = await mkdtemp(join(tmpdir(), "diarist-schemathesis-"));
  await copyFile(HOOKS, join(folder, "schemathesis_hooks.py"));
});
afterAll(async () => {
  await gateway.stop();
  await issuer.stop();
  await rm(folder, { recursive: true });
});

test.skipIf(!hasSchemathesis)(
  "schemathesis finds no answer that the document does not foretell",
  async () => {
    // Not a key: schemathesis finds its own in the list of keys, and revokes it.
    const token = await issuer.sign({ tenant: TENANT, scope: SCOPES.join(" ") }, { expiresIn: "1h" });
    const { code, report } = await schemathesis(token);
    expect(code, report).toBe(0);
  },
  LONGEST_RUN_MS,
);

function schemathesis(token: string): Promise<{ code: unknown; report: string }> {
  const args = [
    ...["-m", "schemathesis.cli", "--config-file", CONFIG, "run", `${gateway.url}/openapi.json`],
    ...["--header", `Authorization: Bearer ${token}`],
    ...["--phases", "examples,coverage,fuzzing"],
    ...["--seed", String(SEED), "--max-examples", String(EXAMPLES_AN_OPERATION)],
    ...["--generation-database", "none", "--no-color"],
  ];
  return new Promise((resolve) => {
    execFile(
      partPath("test-clients"),
      args,
      { cwd: folder, maxBuffer: 64 * 1024 ** 2 },
      (error, stdout, stderr) => resolve({ code: error === null ? 0 : error.code, report: stdout + stderr }),
    );
  });
}
