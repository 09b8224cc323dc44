import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { momentAt } from "../domain/search/passages.js";
import { matchesOf, type Clause } from "../domain/search/query.js";
import { snippetOf } from "../domain/search/snippet.js";
import { wordsOf } from "../domain/search/words.js";
import { formsOf, matchOf } from "./clauses.js";
import { PASSAGES_PER_JOB } from "./database.js";
import type { Hit, HitPage, HitPlace, Question } from "./port.js";
import { passageRowSchema, placeOf, rowSchema, type JobRow, type PassageRow } from "./rows.js";

const foundSchema = rowSchema.extend({ isScattered: z.number() });
type FoundJob = z.infer<typeof foundSchema>;

/** FTS5 takes only whole numbers as bounds, and Node binds every number as a real one. */
const RANGE = "words.rowid BETWEEN CAST(? AS INTEGER) AND CAST(? AS INTEGER)";
/** Of a job that has the words scattered so many passages are looked at. */
const MAX_SCATTERED = 200;

/** Answers a question from one tenant's file: whole jobs, their hits in the order title, note, transcript. */
export function findHits(database: DatabaseSync, question: Question): HitPage {
  const { clauses, limit } = question;
  if (clauses.length === 0) return { hits: [] };
  const perJob = Math.min(question.perJob, limit);
  const jobs = findJobs(database, question);
  const hits: Hit[] = [];
  let next: HitPlace | undefined;
  for (const [index, job] of jobs.entries()) {
    const ofJob = hitsOf(database, clauses, job, perJob);
    if (hits.length > 0 && hits.length + ofJob.length > limit) return { hits, ...(next && { next }) };
    hits.push(...ofJob);
    next = { ...placeOf(job.job), isScattered: job.isScattered === 1 };
    if (hits.length >= limit && index + 1 < jobs.length) return { hits, next };
  }
  return { hits };
}

/** Jobs that have all that is asked for, best first: one more than there can be hits. */
function findJobs(database: DatabaseSync, { clauses, from, until, limit, after }: Question): FoundJob[] {
  const having = `number IN (SELECT DISTINCT rowid / ${PASSAGES_PER_JOB} FROM words WHERE words MATCH`;
  const each = clauses.map((_, index) => `${having} :clause${index})`).join(" AND ");
  const isScattered = clauses.length === 1 ? "0" : `NOT ${having} :all)`;
  const rows = database
    .prepare(
      `SELECT * FROM (
         SELECT number, job, day, createdAt, jobId, ${isScattered} AS isScattered FROM jobs
         WHERE day BETWEEN :from AND :until AND ${each})
       WHERE :day IS NULL OR isScattered > :isScattered
         OR (isScattered = :isScattered AND (day, createdAt, jobId) < (:day, :createdAt, :jobId))
       ORDER BY isScattered, day DESC, createdAt DESC, jobId DESC LIMIT :rows`,
    )
    .all({
      ...Object.fromEntries(clauses.map((clause, index) => [`clause${index}`, matchOf(clause)])),
      ...(clauses.length > 1 && { all: clauses.map(matchOf).join(" AND ") }),
      from: from ?? "0",
      until: until ?? "9",
      day: after?.day ?? null,
      createdAt: after?.createdAt ?? null,
      jobId: after?.jobId ?? null,
      isScattered: after?.isScattered === true ? 1 : 0,
      rows: limit + 1,
    });
  return z.array(foundSchema).parse(rows);
}

function hitsOf(
  database: DatabaseSync,
  clauses: readonly Clause[],
  { number, job, isScattered }: FoundJob,
  perJob: number,
): Hit[] {
  const all = clauses.map(matchOf);
  const match = all.join(isScattered === 1 ? " OR " : " AND ");
  const range = [number * PASSAGES_PER_JOB, (number + 1) * PASSAGES_PER_JOB - 1] as const;
  const found = database
    .prepare(
      `SELECT passages.* FROM words JOIN passages ON passages.id = words.rowid
       WHERE words MATCH ? AND ${RANGE} ORDER BY words.rowid LIMIT ?`,
    )
    .all(match, ...range, isScattered === 1 ? MAX_SCATTERED : perJob);
  const passages = z.array(passageRowSchema).parse(found);
  const shown = isScattered === 1 ? covering(passages, clauses, job.language, perJob) : passages;
  const counted = database
    .prepare(`SELECT count(*) AS count FROM words WHERE words MATCH ? AND ${RANGE}`)
    .get(match, ...range);
  const more = z.object({ count: z.number() }).parse(counted).count - shown.length;
  return shown.map((passage, index) => ({
    ...hitOf(job, passage, clauses),
    ...(more > 0 && index === shown.length - 1 && { more }),
  }));
}

/** Passages that together have as much as possible of what is asked for, in their order. */
function covering(
  passages: readonly PassageRow[],
  clauses: readonly Clause[],
  language: string | undefined,
  count: number,
): PassageRow[] {
  const open = new Set(clauses);
  const candidates = passages.map((passage) => {
    const words = wordsOf(passage.text);
    const isMet = (clause: Clause) => matchesOf(words, clause, formsOf(clause, language)).length > 0;
    return { passage, has: clauses.filter(isMet) };
  });
  const chosen: PassageRow[] = [];
  while (chosen.length < count) {
    const gains = candidates.map(({ passage, has }) =>
      chosen.includes(passage) ? 0 : has.filter((clause) => open.has(clause)).length,
    );
    const best = candidates[gains.indexOf(Math.max(...gains))];
    if (best === undefined || chosen.includes(best.passage) || open.size === 0) break;
    chosen.push(best.passage);
    for (const clause of best.has) open.delete(clause);
  }
  return chosen.toSorted((a, b) => a.id - b.id);
}

function hitOf(job: JobRow["job"], passage: PassageRow, clauses: readonly Clause[]): Hit {
  const { jobId, title, createdAt, day } = job;
  const words = wordsOf(passage.text);
  const matches = clauses.flatMap((clause) => matchesOf(words, clause, formsOf(clause, job.language)));
  const first = Math.min(...matches.map(({ start }) => start));
  return {
    ...{ jobId, title, createdAt, day, kind: passage.kind },
    ...momentAt(passage, first),
    snippet: snippetOf(passage.text, matches),
  };
}
