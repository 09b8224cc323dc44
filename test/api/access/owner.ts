import { createHash, randomUUID } from "node:crypto";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { z } from "zod";
import { SCOPES } from "../../../src/domain/access.js";
import type { Note } from "../../../src/domain/note.js";
import { editsKey, jobKeys } from "../../../src/domain/object-keys.js";
import { spoken, transcriptOf } from "../../domain/formats/transcripts.js";
import type { TestGateway, TestStores } from "../../support/gateway.js";
import { makeJob } from "../../support/job.js";
import { wav } from "./silence.js";
import { MARK, type Belongings } from "./visits.js";

export const OWNER = "owner";

/** Gives a tenant one of everything. */
export async function settleOwner({
  context,
  url: gateway,
}: TestGateway): Promise<Belongings & { key: string }> {
  const { jobs, objects, access } = context;
  const { key, text } = await access.keys.create({ tenantId: OWNER, name: MARK, scopes: [...SCOPES] });
  const job = makeJob({
    tenantId: OWNER,
    fileName: `${MARK}.wav`,
    sha256: createHash("sha256").update(wav()).digest("hex"),
    state: "completed",
    title: MARK,
    missingSeconds: 1,
    note: { status: "completed" },
    editsId: MARK,
  });
  await jobs.create(job);
  const keys = jobKeys(OWNER, job.jobId);
  const entry = { text: MARK, evidence: [] };
  const note: Note = {
    ...{ date: "2026-11-22", title: MARK, language: "en", writer: { kind: "extractive" } },
    ...{ mood: entry, keyEvents: [entry], reflections: [], tags: [MARK] },
  };
  await objects.put(keys.note, JSON.stringify(note));
  const version = { at: new Date().toISOString(), by: "local", note };
  await objects.put(`${keys.noteVersionsPrefix}${MARK}.json`, JSON.stringify(version));
  for (const each of [keys.audio, keys.assembly]) await objects.put(each, JSON.stringify({ text: MARK }));
  const segment = spoken("No.", 0, 1);
  const edit = { segment, before: "No.", after: MARK, at: new Date().toISOString(), by: "local" };
  await objects.put(keys.transcript, JSON.stringify(transcriptOf([segment])));
  await objects.put(editsKey(keys, MARK), JSON.stringify({ edits: [edit] }));
  const upload = await fetch(`${gateway}/files`, {
    method: "POST",
    headers: {
      "tus-resumable": "1.0.0",
      "upload-length": "108",
      "upload-metadata": `filename ${Buffer.from(`${MARK}.wav`).toString("base64")}`,
      authorization: `Bearer ${text}`,
    },
  });
  const uploadId = upload.headers.get("location")?.split("/").at(-1);
  if (uploadId === undefined) throw new Error(`The owner has no upload: ${await upload.text()}`);
  const direct = await fetch(`${gateway}/v1/uploads`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${text}` },
    body: JSON.stringify({ fileName: `${MARK}.wav`, sizeBytes: 108 }),
  });
  const { id: directUploadId } = z.object({ id: z.string() }).parse(await direct.json());
  const url = `https://example.com/${MARK}`;
  const [before] = await context.webhooks.list(OWNER);
  const webhook =
    before ??
    (await context.webhooks.create(OWNER, randomUUID(), { url, events: ["job.completed"] })).webhook;
  const kept = await context.noteTemplates.create(OWNER, randomUUID(), {
    name: MARK,
    sections: [{ heading: MARK }],
  });
  const ids = {
    templateId: kept.templateId,
    jobId: job.jobId,
    keyId: key.keyId,
    uploadId,
    directUploadId,
    webhookId: webhook.webhookId,
  };
  return { ...ids, key: text };
}

/**
 * All that is stored, asked past our own adapters, a line each; of objects their names and times. When a key was used is
 * left out: that is written when the answer has gone out.
 */
export async function everything({ context }: TestGateway, { jobStore }: TestStores): Promise<Set<string>> {
  const database = new DynamoDBClient(jobStore.options);
  const lines = new Set<string>();
  const { Items = [] } = await database.send(
    new ScanCommand({ TableName: jobStore.options.table, ConsistentRead: true }),
  );
  for (const { lastUsedAt: _, ...item } of Items) lines.add(JSON.stringify(item, inOrder));
  for await (const { key, sizeBytes, lastModified } of context.objects.list(""))
    lines.add(JSON.stringify({ key, sizeBytes, lastModified }));
  return lines;
}

/** The store promises no order of attributes. */
function inOrder(_name: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
