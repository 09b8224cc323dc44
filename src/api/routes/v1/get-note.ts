import { z } from "zod";
import { jobIdParams } from "../../../contracts/http/common.js";
import { noteAnswerSchema } from "../../../contracts/http/note.js";
import { NOTE_FORMATS, type NoteFormat } from "../../../contracts/http/results.js";
import { assertNever } from "../../../domain/errors.js";
import { noteToMarkdown, noteToText } from "../../../domain/note-text.js";
import { noteSchema, type Note } from "../../../domain/note.js";
import { jobKeys } from "../../../domain/object-keys.js";
import { operation } from "../../operation.js";
import { readJson } from "../../read-json.js";
import { findJob } from "../../requested-job.js";
import { keepAndAskAgain } from "../../results/caching.js";
import { contentDisposition, withExtension } from "../../results/content-disposition.js";
import { wantedFormat } from "../../results/negotiate.js";
import { noNote } from "../../results/no-note.js";

const RENDERINGS = {
  json: { contentType: "application/json; charset=utf-8", extension: "note.json" },
  md: { contentType: "text/markdown; charset=utf-8", extension: "note.md" },
  txt: { contentType: "text/plain; charset=utf-8", extension: "note.txt" },
} as const satisfies Record<NoteFormat, { contentType: string; extension: string }>;

export const getNote = operation({
  id: "getNote",
  method: "get",
  path: "/v1/jobs/{jobId}/note",
  tag: "Results",
  summary: "The note",
  description:
    "As `?format=` or `Accept` says; JSON where neither does. Every entry names the seconds that it came from. The fields of a diary " +
    "are its sections; a note of another template has `template` and `sections`. While a note is being written again, the earlier " +
    "one is given.",
  scope: "jobs:read",
  params: jobIdParams,
  query: z.object({ format: z.enum(NOTE_FORMATS).optional() }),
  answers: {
    200: {
      description: "The note.",
      content: {
        "application/json": { schema: noteAnswerSchema },
        "text/markdown": {
          schema: z.string(),
          example: "# The dentist was late\n\n## Date\n\n- Monday, 23 November 2026\n",
        },
        "text/plain": {
          schema: z.string(),
          example: "The dentist was late\n\nDate:\n- Monday, 23 November 2026\n",
        },
      },
    },
  },
  problems: ["job_not_found", "note_not_ready", "note_unavailable", "not_acceptable"],
  handler: async (context, { tenantId, params, query, request, response }) => {
    const format = wantedFormat(request, RENDERINGS, query.format);
    const job = await findJob(context, tenantId, params.jobId);
    const note = await readJson(context, jobKeys(tenantId, job.jobId).note, noteSchema);
    if (note === undefined) throw noNote(job);
    const { contentType, extension } = RENDERINGS[format];
    response.set({
      "content-type": contentType,
      "content-disposition": contentDisposition("inline", withExtension(job.fileName, extension)),
    });
    response.vary("accept");
    keepAndAskAgain(response);
    response.send(render(format, note));
    return undefined;
  },
});

function render(format: NoteFormat, note: Note): string {
  switch (format) {
    case "json":
      return JSON.stringify(note);
    case "md":
      return noteToMarkdown(note);
    case "txt":
      return noteToText(note);
    default:
      return assertNever(format);
  }
}
