import { jobIdParams } from "../../../contracts/http/common.js";
import { noteAnswerSchema, noteEditSchema } from "../../../contracts/http/note.js";
import { principalOf } from "../../access/principal.js";
import { editNote as edit } from "../../editing/edit-note.js";
import { operation } from "../../operation.js";
import { findJob } from "../../requested-job.js";

export const editNote = operation({
  id: "editNote",
  method: "put",
  path: "/v1/jobs/{jobId}/note",
  tag: "Results",
  summary: "Edit the note",
  description:
    "Takes the whole note as it was read, with what you have changed. Evidence has to lie within the recording; its quote is what " +
    "the transcript says there, and is filled in where you leave it empty. Evidence whose words an edit of the transcript took away " +
    "is left out. Earlier notes are in `GET …/note/versions`, and so is this one when it is replaced or written again. The same " +
    "note again changes nothing.",
  scope: "jobs:write",
  params: jobIdParams,
  json: noteEditSchema,
  answers: { 200: { description: "The note as it is now.", json: noteAnswerSchema } },
  problems: ["job_not_found", "note_not_ready", "note_unavailable"],
  handler: async (context, { tenantId, params, body, request }) => {
    const job = await findJob(context, tenantId, params.jobId);
    return { status: 200, body: await edit(context, job, body, principalOf(request).actor) };
  },
});
