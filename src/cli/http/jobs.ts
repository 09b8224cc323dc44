import { jobAnswerSchema, jobPageSchema, type JobAnswer } from "../../contracts/http/job.js";
import { CliError, UsageError } from "../exit.js";
import type { ApiClient, Call } from "./client.js";

/** How many jobs a shortened id is looked for among, newest first. */
const SEARCHED_JOBS = 2_000;
const PAGE_SIZE = 100;
const FULL_ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const SHORT_ID = /^[0-9a-f-]{4,35}$/i;

export type JobFilter = Record<string, string | number | undefined>;

export function getJob(client: ApiClient, jobId: string, signal?: AbortSignal): Promise<JobAnswer> {
  return client.json(jobAnswerSchema, "GET", `/v1/jobs/${jobId}`, { signal });
}

/** At most `limit` jobs, newest first. */
export async function* listJobs(
  client: ApiClient,
  { limit, ...filter }: JobFilter & { limit: number },
): AsyncGenerator<JobAnswer> {
  let left = limit;
  let cursor: string | undefined;
  do {
    const query = { ...filter, limit: Math.min(left, PAGE_SIZE), cursor };
    const page = await client.json(jobPageSchema, "GET", "/v1/jobs", { query });
    for (const job of page.jobs.slice(0, left)) yield job;
    left -= page.jobs.length;
    cursor = page.nextCursor;
  } while (cursor !== undefined && left > 0);
}

/** The job that someone means by its id, by the beginning of its id, or by `latest`. */
export async function findJob(client: ApiClient, named: string): Promise<JobAnswer> {
  if (FULL_ID.test(named)) return getJob(client, named.toLowerCase());
  if (named === "latest") return latestJob(client);
  if (!SHORT_ID.test(named))
    throw new UsageError(
      `\`${named}\` is no job. Give its id, four or more characters of the id's beginning, or \`latest\`; \`diarist jobs list\` shows them.`,
    );
  const found: JobAnswer[] = [];
  for await (const job of listJobs(client, { limit: SEARCHED_JOBS }))
    if (job.id.startsWith(named.toLowerCase())) found.push(job);
  const [only, ...others] = found;
  if (only === undefined)
    throw new CliError(
      `No job's id begins with ${named}. \`diarist jobs list\` shows them.`,
      1,
      "job_not_found",
    );
  if (others.length === 0) return only;
  throw new UsageError(
    `${found.length} jobs' ids begin with ${named}; give more of it: ${found.map(({ id }) => id).join(", ")}`,
  );
}

async function latestJob(client: ApiClient): Promise<JobAnswer> {
  for await (const job of listJobs(client, { limit: 1 })) return job;
  throw new CliError(
    "There is no job yet. `diarist transcribe FILE` makes the first one.",
    1,
    "job_not_found",
  );
}

/** `pause`, `resume`, `cancel`, `retry`, `retry-missing`, `note`: what a job answers with the job as it then is. */
export function steerJob(
  client: ApiClient,
  jobId: string,
  verb: "pause" | "resume" | "cancel" | "retry" | "retry-missing" | "note",
  call: Call = {},
): Promise<JobAnswer> {
  return client.json(jobAnswerSchema, "POST", `/v1/jobs/${jobId}/${verb}`, call);
}

/** What a person calls a job: the title that it was given, or its note's, or its file's name. */
export function nameOf({ title, note, fileName }: JobAnswer): string {
  return title ?? note.title ?? fileName;
}

export function isFinal({ status }: JobAnswer): boolean {
  return status === "completed" || status === "failed" || status === "cancelled";
}
