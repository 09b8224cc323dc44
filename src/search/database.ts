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
 *   words      the passages' words, as indexedText() gives them, under the passages' ids; FTS5 keeps no text of its own here, so
 *              that a row is removed by saying what its words were
 *
 * What is removed is overwritten, in both: an erased job's words are gone from the disk, and not merely forgotten.
 */

/** A file of another one is made anew. To be counted up with any change of the tables, of wordsOf(), indexedText() or passages. */
const VERSION = 2;
const tableSchema = z.object({ name: z.string() });
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
    return openCurrent(file, tenantId);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
  }
  removeDatabase(file);
  return openCurrent(file, tenantId);
}

function openCurrent(file: string, tenantId: string): DatabaseSync {
  const database = connect(file);
  try {
    if (!isCurrent(database)) makeAnew(database, tenantId);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** In the file that is there: another gateway may have it open, or be making it anew itself. */
function makeAnew(database: DatabaseSync, tenantId: string): void {
  database.exec("BEGIN IMMEDIATE");
  if (!isCurrent(database)) {
    // The virtual ones first: others are theirs and go with them.
    const tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'";
    for (const kind of ["AND sql LIKE 'CREATE VIRTUAL%'", ""])
      for (const { name } of z.array(tableSchema).parse(database.prepare(`${tables} ${kind}`).all()))
        database.exec(`DROP TABLE "${name}"`);
    database.exec(`${TABLES} PRAGMA user_version = ${VERSION};`);
    database.prepare("INSERT INTO about VALUES ('tenant', ?)").run(tenantId);
  }
  database.exec("COMMIT");
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
