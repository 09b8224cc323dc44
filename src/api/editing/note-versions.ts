import { createHash } from "node:crypto";
import { z } from "zod";
import type { Job } from "../../domain/job.js";
import { saysTheSame } from "../../domain/note-edit.js";
import { noteSchema, type Note } from "../../domain/note.js";
import { jobKeys } from "../../domain/object-keys.js";
import type { ApiContext } from "../context.js";
import { readJson } from "../read-json.js";

/*
 * A note that is written by hand is kept as a version of its own before it takes the note's place, and so is a writer's note
 * that it replaces. Each version is an object that nobody writes again, so that neither another tab nor the writer of a next
 * note can cost what was written by hand. Their names begin with the time.
 */
const versionSchema = z.object({ at: z.string(), by: z.string(), note: noteSchema });
type Version = z.infer<typeof versionSchema>;

/** Stands for whoever wrote a note that no hand has touched. */
export const WRITER = "diarist";

type Objects = Pick<ApiContext, "objects">;

/** The same version has the same name, so that keeping it twice is keeping it once. */
export async function keepVersion(
  { objects }: Objects,
  { tenantId, jobId }: Job,
  version: Version,
): Promise<void> {
  const content = JSON.stringify(version);
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 16);
  const id = `${version.at.replaceAll(/[:.]/g, "-")}-${hash}`;
  const { noteVersionsPrefix } = jobKeys(tenantId, jobId);
  await objects.put(`${noteVersionsPrefix}${id}.json`, content, { contentType: "application/json" });
}

/** Newest first, without the one that is the note at present. */
export async function listVersions(
  { objects }: Objects,
  { tenantId, jobId }: Job,
  { limit, before }: { limit: number; before: string | undefined },
): Promise<{ versions: (Version & { id: string })[]; nextCursor?: string }> {
  const keys = jobKeys(tenantId, jobId);
  const ids: string[] = [];
  for await (const { key } of objects.list(keys.noteVersionsPrefix))
    ids.push(key.slice(keys.noteVersionsPrefix.length, -".json".length));
  const older = ids
    .toSorted()
    .toReversed()
    .filter((id) => before === undefined || id < before);
  const present = await readJson({ objects }, keys.note, noteSchema);
  const versions: (Version & { id: string })[] = [];
  for (const id of older.slice(0, limit)) {
    const version = await readJson({ objects }, `${keys.noteVersionsPrefix}${id}.json`, versionSchema);
    if (version !== undefined && !isPresent(version.note, present)) versions.push({ id, ...version });
  }
  const last = older[limit - 1];
  return { versions, ...(older.length > limit && last !== undefined && { nextCursor: last }) };
}

function isPresent(note: Note, present: Note | undefined): boolean {
  return present !== undefined && note.editedAt === present.editedAt && saysTheSame(note, present);
}
