import { jobIdParams } from "../../../contracts/http/common.js";
import { transcriptAnswerSchema, transcriptChangeSchema } from "../../../contracts/http/transcript.js";
import { toJson } from "../../../domain/formats/json.js";
import { principalOf } from "../../access/principal.js";
import { editTranscript as edit } from "../../editing/edit-transcript.js";
import { operation } from "../../operation.js";
import { findJob } from "../../requested-job.js";
import { sendPieces } from "../../results/send-pieces.js";

export const editTranscript = operation({
  id: "editTranscript",
  method: "patch",
  path: "/v1/jobs/{jobId}/transcript",
  tag: "Results",
  summary: "Correct what was heard",
  description:
    "Gives segments another text: all of the edits are made, or none. Words that stay keep their times, new ones share the time " +
    "between. From then on every format has the edited text, and so has a note that is written from then on. Nothing is lost: " +
    "`GET …/transcript/edits` has what was there before, and an edit with that text undoes. The same edit again changes nothing.",
  scope: "jobs:write",
  params: jobIdParams,
  json: transcriptChangeSchema,
  answers: { 200: { description: "The transcript as it is now.", json: transcriptAnswerSchema } },
  problems: ["job_not_found", "transcript_not_ready", "transcript_unavailable", "edit_conflict"],
  handler: async (context, { tenantId, params, body, request, response }) => {
    const job = await findJob(context, tenantId, params.jobId);
    const transcript = await edit(context, job, body.edits, principalOf(request).actor);
    response.status(200).type("json");
    sendPieces(request, response, toJson(transcript));
    return undefined;
  },
});
