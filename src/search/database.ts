import { mkdirSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";

/*
 * One file a tenant, so that no question can reach into another's:
 *
 *   about      what the file is of: the tenant, and how far it follows the stores
 *   jobs       one row a job; `number` is its place in the ids of its passages
 *   passages   id = number * PASSAGES_PER_JOB + place: a job's passages are a range of ids, and an id tells its job
 *   words      the passages' words, as wordsOf() gives them, under the passages' ids; FTS5 keeps no text of its own here, so
 *              that a row is removed by saying what its words were
 *
 * What is removed is overwritten, in both: an erased job's words are gone from the disk, and not merely forgotten.
 */

/** A file of another one is made anew. To be counted up with any change of the tables, of wordsOf() or of passages. */
const VERSION = 1;
export const PASSAGES_PER_JOB = 2 ** 20;
/** Another gateway on the same folder may be writing. */
const BUSY_MS = 5_000;

const TABLES = `
  CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE jobs (
    number INTEGER PRIMARY KEY,
    jobId TEXT NOT NULL UNIQUE,
    updatedAt TEXT NOT NULL,
    createdAt TEXT NOT NULL,
    day TEXT NOT NULL,
    hasNote INTEGER NOT NULL,
    job TEXT NOT NULL
  );
  CREATE INDEX jobsByDay ON jobs (day, createdAt, jobId);
  CREATE TABLE passages (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, text TEXT NOT NULL, moments TEXT NOT NULL);
  CREATE VIRTUAL TABLE words USING fts5(text, content = '', columnsize = 0, tokenize = 'ascii', prefix = '2');
  INSERT INTO words (words, rank) VALUES ('secure-delete', 1);
`;

/** Opens a tenant's file, or makes it, also in place of one that is of another version or cannot be read. */
export function openDatabase(file: string, tenantId: string): DatabaseSync {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    const database = connect(file);
    if (isCurrent(database)) return database;
    database.close();
  } catch (error) {
    if (!isUnreadable(error)) throw error;
  }
  removeDatabase(file);
  const database = connect(file);
  database.exec(`BEGIN IMMEDIATE; ${TABLES} PRAGMA user_version = ${VERSION};`);
  database.prepare("INSERT INTO about VALUES ('tenant', ?)").run(tenantId);
  database.exec("COMMIT");
  return database;
}

export function removeDatabase(file: string): void {
  for (const suffix of ["", "-wal", "-shm"]) rmSync(`${file}${suffix}`, { force: true });
}

/** Whose file it is; undefined of one that is none of ours. */
export function tenantOfFile(file: string): string | undefined {
  try {
    const database = new DatabaseSync(file, { readOnly: true });
    try {
      const row = database.prepare("SELECT value FROM about WHERE name = 'tenant'").get();
      return z.object({ value: z.string() }).safeParse(row).data?.value;
    } finally {
      database.close();
    }
  } catch {
    return undefined;
  }
}

function connect(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: BUSY_MS });
  // Whole after a crash, and not behind: what was not yet written is read from the stores again.
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;");
  return database;
}

function isCurrent(database: DatabaseSync): boolean {
  const row = database.prepare("PRAGMA user_version").get();
  return row?.["user_version"] === VERSION;
}

/** SQLITE_CORRUPT and SQLITE_NOTADB. */
export function isUnreadable(error: unknown): boolean {
  const code = error instanceof Error && "errcode" in error ? error.errcode : undefined;
  return typeof code === "number" && [11, 26].includes(code & 0xff);
}
