import { z } from "zod";
import { jobIdParams } from "../../../contracts/http/common.js";
import { noteVersionsAnswerSchema } from "../../../contracts/http/note.js";
import { listVersions } from "../../editing/note-versions.js";
import { operation } from "../../operation.js";
import { findJob } from "../../requested-job.js";

const querySchema = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(200).optional().meta({ description: "`nextCursor` of the page before." }),
});

export const listNoteVersions = operation({
  id: "listNoteVersions",
  method: "get",
  path: "/v1/jobs/{jobId}/note/versions",
  tag: "Results",
  summary: "Earlier notes",
  description:
    "Every note that was written by hand, and those of a writer that a hand has changed, newest first; without the one that " +
    "`GET …/note` gives. To have one back, `PUT` it.",
  scope: "jobs:read",
  params: jobIdParams,
  query: querySchema,
  answers: { 200: { description: "A page of them.", json: noteVersionsAnswerSchema } },
  problems: ["job_not_found"],
  handler: async (context, { tenantId, params, query: { limit, cursor } }) => {
    const job = await findJob(context, tenantId, params.jobId);
    return { status: 200, body: await listVersions(context, job, { limit, before: cursor }) };
  },
});
