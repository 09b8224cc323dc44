import type { DatabaseSync, StatementSync } from "node:sqlite";
import { z } from "zod";
import type { Passage } from "../domain/search/passages.js";
import { wordsOf } from "../domain/search/words.js";
import { PASSAGES_PER_JOB } from "./database.js";
import { findHits } from "./find-hits.js";
import type { DiaryPage, DiaryRange, HitPage, IndexedJob, Mark, Question } from "./port.js";
import { placeOf, rowSchema, toDiaryEntry } from "./rows.js";
import { indexedText } from "./terms.js";

const markSchema = z.object({
  followedUntil: z.string().optional(),
  comparedAt: z.number().optional(),
});

/** What one tenant has said, in one file; see database.ts for its tables. */
export class TenantIndex {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  mark(): Mark {
    const row = this.#database.prepare("SELECT value FROM about WHERE name = 'mark'").get();
    const { followedUntil, comparedAt } = markSchema.parse(
      row === undefined ? {} : JSON.parse(z.string().parse(row["value"])),
    );
    return {
      ...(followedUntil !== undefined && { followedUntil }),
      ...(comparedAt !== undefined && { comparedAt }),
    };
  }

  setMark(mark: Mark): void {
    this.#database.prepare("INSERT OR REPLACE INTO about VALUES ('mark', ?)").run(JSON.stringify(mark));
  }

  known(jobIds?: readonly string[]): Map<string, string> {
    const select = "SELECT jobId, updatedAt FROM jobs";
    const rows =
      jobIds === undefined
        ? this.#database.prepare(select).all()
        : this.#database
            .prepare(`${select} WHERE jobId IN (SELECT value FROM json_each(?))`)
            .all(JSON.stringify(jobIds));
    const known = z.array(z.object({ jobId: z.string(), updatedAt: z.string() })).parse(rows);
    return new Map(known.map(({ jobId, updatedAt }) => [jobId, updatedAt]));
  }

  put(job: IndexedJob, passages: readonly Passage[]): void {
    this.#together(() => {
      const number = this.#removePassages(job.jobId) ?? this.#nextNumber();
      const { jobId, updatedAt, createdAt, day, note } = job;
      this.#database
        .prepare(
          "INSERT OR REPLACE INTO jobs (number, jobId, updatedAt, createdAt, day, hasNote, job) VALUES (?, ?, ?, ?, ?, ?, ?)",
        )
        .run(number, jobId, updatedAt, createdAt, day, note === undefined ? 0 : 1, JSON.stringify(job));
      const passage = this.#database.prepare("INSERT INTO passages VALUES (?, ?, ?, ?)");
      const words = this.#database.prepare("INSERT INTO words (rowid, text) VALUES (?, ?)");
      for (const [place, { kind, text, moments }] of passages.slice(0, PASSAGES_PER_JOB).entries()) {
        const id = number * PASSAGES_PER_JOB + place;
        passage.run(id, kind, text, JSON.stringify(moments.map(({ at, start, end }) => [at, start, end])));
        words.run(id, indexedText(wordsOf(text), job.language));
      }
    });
  }

  remove(jobIds: readonly string[]): void {
    const forget = this.#database.prepare("DELETE FROM jobs WHERE jobId = ?");
    this.#together(() => {
      for (const jobId of jobIds) {
        this.#removePassages(jobId);
        forget.run(jobId);
      }
    });
    // The log holds what was removed until it is written back; it is cut then.
    this.#database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  }

  search(question: Question): HitPage {
    return findHits(this.#database, question);
  }

  diary({ from = "0", until = "9", limit, after }: DiaryRange): DiaryPage {
    const rows = this.#database
      .prepare(
        `SELECT number, job FROM jobs
         WHERE hasNote AND day BETWEEN :from AND :until
           AND (:day IS NULL OR (day, createdAt, jobId) < (:day, :createdAt, :jobId))
         ORDER BY day DESC, createdAt DESC, jobId DESC LIMIT :rows`,
      )
      .all({
        from,
        until,
        day: after?.day ?? null,
        createdAt: after?.createdAt ?? null,
        jobId: after?.jobId ?? null,
        rows: limit + 1,
      });
    const entries = z.array(rowSchema).parse(rows).map(toDiaryEntry);
    const shown = entries.slice(0, limit);
    const last = shown.at(-1);
    return {
      entries: shown,
      ...(entries.length > limit && last !== undefined && { next: placeOf(last) }),
    };
  }

  close(): void {
    this.#database.close();
  }

  /** The job's number; undefined where there is no such job. */
  #removePassages(jobId: string): number | undefined {
    const row = this.#database.prepare("SELECT number, job FROM jobs WHERE jobId = ?").get(jobId);
    if (row === undefined) return undefined;
    const { number, job } = rowSchema.parse(row);
    const range = [number * PASSAGES_PER_JOB, (number + 1) * PASSAGES_PER_JOB - 1] as const;
    const forget: StatementSync = this.#database.prepare(
      "INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)",
    );
    const passages = this.#database.prepare("SELECT id, text FROM passages WHERE id BETWEEN ? AND ?");
    for (const row of passages.all(...range)) {
      const { id, text } = z.object({ id: z.number(), text: z.string() }).parse(row);
      forget.run(id, indexedText(wordsOf(text), job.language));
    }
    this.#database.prepare("DELETE FROM passages WHERE id BETWEEN ? AND ?").run(...range);
    return number;
  }

  #nextNumber(): number {
    const row = this.#database.prepare("SELECT coalesce(max(number), 0) + 1 AS next FROM jobs").get();
    return z.number().parse(row?.["next"]);
  }

  /** All of it or nothing, also where another process writes to the same file. */
  #together(work: () => void): void {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      work();
      this.#database.exec("COMMIT");
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      throw error;
    }
  }
}
