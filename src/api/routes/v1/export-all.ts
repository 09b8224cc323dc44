import { z } from "zod";
import { jobIdSchema } from "../../../contracts/http/common.js";
import type { Job } from "../../../domain/job.js";
import type { ApiContext } from "../../context.js";
import { archivedFiles } from "../../export/archived-files.js";
import { begun, sendZip } from "../../export/send-zip.js";
import { operation } from "../../operation.js";
import { findJob } from "../../requested-job.js";
import { contentDisposition } from "../../results/content-disposition.js";

const MAX_JOBS_NAMED = 100;
const PAGE_SIZE = 100;

const querySchema = z.object({
  jobId: z
    .preprocess(
      (value) => (value === undefined || Array.isArray(value) ? value : [value]),
      z.array(jobIdSchema).min(1).max(MAX_JOBS_NAMED).optional(),
    )
    .meta({ description: "These jobs alone; may be given several times." }),
  createdFrom: z.iso
    .date()
    .optional()
    .meta({
      description: "Jobs from this day on (UTC): large archives are had in parts so.",
      examples: ["2026-11-01"],
    }),
  createdUntil: z.iso.date().optional().meta({ description: "Jobs to this day, itself included." }),
  audio: z
    .enum(["true", "false"])
    .default("true")
    .meta({ description: "`false` leaves out the recordings." }),
});

const DESCRIPTION = `A folder for each job, named by day and title: \`job.json\`, \`note.json\` and \`.md\`, \`transcript.json\`, \`.srt\`, \`.vtt\`,
\`.txt\` and \`.md\`, and the recording as \`audio\` with its extension. A job that is not finished has what there is. \`manifest.json\`, at the
end, says which job is in which folder. The archive is made while it is sent: one that breaks off is not valid, and is to be fetched again.`;

export const exportAll = operation({
  id: "exportAll",
  method: "get",
  path: "/v1/export",
  tag: "Library",
  summary: "Everything as one zip",
  description: DESCRIPTION,
  scope: "jobs:read",
  query: querySchema,
  answers: {
    200: { description: "The archive.", content: { "application/zip": { schema: z.file() } } },
  },
  problems: ["job_not_found"],
  handler: async (context, { tenantId, query, request, response }) => {
    const jobs = await jobsOf(context, tenantId, query);
    const isHead = request.method === "HEAD";
    const files = isHead ? undefined : await begun(archivedFiles(context, jobs, query.audio === "true"));
    const name = `Diarist ${new Date().toISOString().slice(0, 10)}.zip`;
    response.set({
      "content-type": "application/zip",
      "content-disposition": contentDisposition("attachment", name),
    });
    if (files === undefined) {
      response.end();
      return undefined;
    }
    context.access.audit(request, "library.exported", {});
    await sendZip(files, response).catch((err: unknown) =>
      context.logger[isGone(err) ? "debug" : "error"]({ err, tenantId }, "an export broke off"),
    );
    return undefined;
  },
});

/** Someone who goes away is no failure. */
function isGone(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_STREAM_PREMATURE_CLOSE";
}

/** Throws `job_not_found` of a job that was asked for by its id, before anything is sent. */
async function jobsOf(
  context: ApiContext,
  tenantId: string,
  { jobId: jobIds, createdFrom, createdUntil }: z.output<typeof querySchema>,
): Promise<AsyncIterable<Job>> {
  for (const jobId of jobIds ?? []) await findJob(context, tenantId, jobId);
  return jobIds === undefined
    ? allJobs(context, tenantId, {
        ...(createdFrom !== undefined && { createdFrom }),
        ...(createdUntil !== undefined && { createdUntil }),
      })
    : namedJobs(context, tenantId, jobIds);
}

async function* allJobs(
  { jobs }: ApiContext,
  tenantId: string,
  filter: { createdFrom?: string; createdUntil?: string },
): AsyncGenerator<Job> {
  let cursor: string | undefined;
  do {
    const page = await jobs.list(tenantId, {
      ...filter,
      limit: PAGE_SIZE,
      ...(cursor !== undefined && { cursor }),
    });
    yield* page.jobs;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

async function* namedJobs(
  { jobs }: ApiContext,
  tenantId: string,
  jobIds: readonly string[],
): AsyncGenerator<Job> {
  for (const jobId of new Set(jobIds)) {
    const job = await jobs.get(tenantId, jobId);
    if (job !== undefined) yield job;
  }
}
