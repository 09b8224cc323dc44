import { jobIdParams } from "../../../contracts/http/common.js";
import { transcriptEditsAnswerSchema } from "../../../contracts/http/transcript.js";
import { readEdits } from "../../../domain/stored-transcript.js";
import { historyOf } from "../../../domain/transcript-edits.js";
import { machineTranscript } from "../../editing/edit-transcript.js";
import { operation } from "../../operation.js";
import { findJob, requireTranscript } from "../../requested-job.js";

export const listTranscriptEdits = operation({
  id: "listTranscriptEdits",
  method: "get",
  path: "/v1/jobs/{jobId}/transcript/edits",
  tag: "Results",
  summary: "What was corrected in the transcript",
  description:
    "Every edit that was ever made, newest first. To undo one, send `before` as the segment's new text, and `after` as " +
    "`expectedText`.",
  scope: "jobs:read",
  params: jobIdParams,
  answers: { 200: { description: "The edits.", json: transcriptEditsAnswerSchema } },
  problems: ["job_not_found", "transcript_not_ready", "transcript_unavailable"],
  handler: async (context, { tenantId, params }) => {
    const job = await findJob(context, tenantId, params.jobId);
    requireTranscript(job);
    const machine = await machineTranscript(context, job);
    const { edits } = await readEdits(context, job);
    return { status: 200, body: { edits: historyOf(machine, edits) } };
  },
});
