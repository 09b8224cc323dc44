/*
 * `npm run bench:search`: how long a search takes over an archive of made-up speech, what the index weighs, and what it costs
 * to make. The thread that the index has to itself is left out: what is measured is its own work.
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { titlePassages, transcriptPassages } from "../src/domain/search/passages.js";
import { clausesOf } from "../src/domain/search/query.js";
import { SqliteIndex } from "../src/search/sqlite-index.js";
import { madeUpTranscript, wordOfRank } from "./search/made-up-speech.js";
import { randomNumbers } from "../test/support/random-numbers.js";
import { rounded, writeResults } from "./support/results.js";

const TENANT = "bench";
const REPETITIONS = 15;
const [FIRST, COMMON, RARE] = [wordOfRank(0), wordOfRank(40), wordOfRank(30_000)];
const QUESTIONS: Record<string, string> = {
  "the most common word": `"${FIRST}"`,
  "a common word": `"${COMMON}"`,
  "a rare word": `"${RARE}"`,
  "two common words": `${COMMON} "${wordOfRank(50)}"`,
  "a common and a rare word": `${COMMON} "${RARE}"`,
  "a phrase of common words": `"${FIRST} ${COMMON}"`,
  "the first letter of a word": COMMON.slice(0, 1),
  "two letters of a word": COMMON.slice(0, 2),
  "four letters of a word": wordOfRank(30_000).slice(0, 4),
  "a word that there is not": "xyzzy",
};

const { values: options } = parseArgs({
  options: { hours: { type: "string", default: "1000" }, "hours-each": { type: "string", default: "1" } },
});

async function main(hours: number, hoursEach: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "diarist-bench-search-"));
  const index = new SqliteIndex(folder);
  try {
    const buildSeconds = await build(index, hours, hoursEach);
    const rows = [];
    for (const [what, text] of Object.entries(QUESTIONS)) rows.push({ what, ...(await ask(index, text)) });
    const megabytes =
      readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) / 1e6;
    console.log(`${hours} hours in recordings of ${hoursEach}`);
    console.log(
      `made in ${rounded(buildSeconds / hours, 3)} s an hour, ${rounded(megabytes / hours, 2)} MB an hour`,
    );
    console.table(rows);
    writeResults("search", { hours, hoursEach, buildSeconds: rounded(buildSeconds, 1), megabytes, rows });
  } finally {
    await index.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Puts the archive into the index; gives back the seconds that this took, without those of making up the speech. */
async function build(index: SqliteIndex, hours: number, hoursEach: number): Promise<number> {
  const random = randomNumbers(7);
  let seconds = 0;
  for (let number = 0; number < hours / hoursEach; number += 1) {
    const transcript = madeUpTranscript(hoursEach, random);
    const createdAt = new Date(Date.UTC(2026, 0, 1) + number * 3_600_000).toISOString();
    const title = `Recording ${number}`;
    const job = {
      jobId: randomUUID(),
      updatedAt: createdAt,
      createdAt,
      day: createdAt.slice(0, 10),
      title,
      language: "en",
    };
    const startedAt = performance.now();
    await index.put(TENANT, job, [...titlePassages([title], []), ...transcriptPassages(transcript)]);
    seconds += (performance.now() - startedAt) / 1000;
  }
  return seconds;
}

async function ask(index: SqliteIndex, text: string) {
  const times: number[] = [];
  let hits = 0;
  for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
    const startedAt = performance.now();
    const page = await index.search(TENANT, { clauses: clausesOf(text), limit: 20, perJob: 5 });
    times.push(performance.now() - startedAt);
    hits = page.hits.length;
  }
  const inOrder = times.toSorted((a, b) => a - b);
  return {
    hits,
    medianMs: rounded(inOrder[Math.floor(inOrder.length / 2)] ?? 0, 1),
    longestMs: rounded(inOrder.at(-1) ?? 0, 1),
  };
}

await main(Number(options.hours), Number(options["hours-each"]));
