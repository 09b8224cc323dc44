import { z } from "zod";
import { jobIdParams } from "../../../contracts/http/common.js";
import { transcriptAnswerSchema } from "../../../contracts/http/transcript.js";
import { TRANSCRIPT_FORMATS, type TranscriptFormat } from "../../../contracts/http/results.js";
import { toJson } from "../../../domain/formats/json.js";
import { toMarkdown } from "../../../domain/formats/markdown.js";
import { toSrt, toVtt } from "../../../domain/formats/subtitles.js";
import { toText } from "../../../domain/formats/text.js";
import { toVerboseJson } from "../../../domain/formats/verbose-json.js";
import { assertNever, DiaristError } from "../../../domain/errors.js";
import { readTranscript } from "../../../domain/stored-transcript.js";
import type { ReadableTranscript } from "../../../domain/transcript.js";
import { operation } from "../../operation.js";
import { findJob, requireTranscript } from "../../requested-job.js";
import { keepAndAskAgain } from "../../results/caching.js";
import { contentDisposition, withExtension } from "../../results/content-disposition.js";
import { toDocx } from "../../results/docx.js";
import { wantedFormat } from "../../results/negotiate.js";
import { sendPieces } from "../../results/send-pieces.js";

const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const RENDERINGS = {
  json: { contentType: "application/json; charset=utf-8", extension: "json" },
  verbose_json: { contentType: "application/json; charset=utf-8", extension: "json" },
  txt: { contentType: "text/plain; charset=utf-8", extension: "txt" },
  srt: { contentType: "application/x-subrip; charset=utf-8", extension: "srt" },
  vtt: { contentType: "text/vtt; charset=utf-8", extension: "vtt" },
  md: { contentType: "text/markdown; charset=utf-8", extension: "md" },
  docx: { contentType: DOCX, extension: "docx" },
} as const satisfies Record<TranscriptFormat, { contentType: string; extension: string }>;

const DESCRIPTION = `As \`?format=\` or \`Accept\` says; JSON where neither does. \`verbose_json\` is OpenAI's shape.

Every form says what is missing: \`coverage.missing\` in JSON, a line such as \`[5:00 to 10:00: could not be transcribed]\` in its
place in the others; and where the recording breaks off. Speakers are named where they are known. What was edited is in every form as it was edited.`;

const text = (example: string) => ({ schema: z.string(), example });

export const getTranscript = operation({
  id: "getTranscript",
  method: "get",
  path: "/v1/jobs/{jobId}/transcript",
  tag: "Results",
  summary: "What was said",
  description: DESCRIPTION,
  scope: "jobs:read",
  params: jobIdParams,
  query: z.object({ format: z.enum(TRANSCRIPT_FORMATS).optional() }),
  answers: {
    200: {
      description: "The transcript.",
      content: {
        "application/json": {
          schema: z.union([
            transcriptAnswerSchema,
            z.looseObject({}).meta({ id: "VerboseJson", description: "OpenAI's verbose_json." }),
          ]),
        },
        "text/plain": text("I was at the dentist yesterday.\n"),
        "application/x-subrip": text("1\n00:00:00,000 --> 00:00:02,400\nI was at the dentist yesterday.\n"),
        "text/vtt": text("WEBVTT\n\n00:00:00.000 --> 00:00:02.400\nI was at the dentist yesterday.\n"),
        "text/markdown": text("# Monday.m4a\n\n*en, 0:02*\n\n`0:00` I was at the dentist yesterday.\n"),
        [DOCX]: { schema: z.file() },
      },
    },
  },
  problems: ["job_not_found", "transcript_not_ready", "transcript_unavailable", "not_acceptable"],
  handler: async (context, { tenantId, params, query, request, response }) => {
    const format = wantedFormat(request, RENDERINGS, query.format);
    const job = await findJob(context, tenantId, params.jobId);
    requireTranscript(job);
    const transcript = await readTranscript(context, job);
    if (transcript === undefined)
      throw new DiaristError("internal_error", "The transcript of this job is gone from the store.");
    const { contentType, extension } = RENDERINGS[format];
    const name = withExtension(job.fileName, extension);
    const kind = format === "docx" ? "attachment" : "inline";
    response.set({
      "content-type": contentType,
      "content-disposition": contentDisposition(kind, name),
    });
    response.vary("accept");
    keepAndAskAgain(response);
    const title = job.title ?? job.fileName;
    if (format === "docx") response.send(await toDocx(transcript, title));
    else sendPieces(request, response, render(format, transcript, title));
    return undefined;
  },
});

function render(
  format: Exclude<TranscriptFormat, "docx">,
  transcript: ReadableTranscript,
  title: string,
): Iterable<string> {
  switch (format) {
    case "json":
      return toJson(transcript);
    case "verbose_json":
      return toVerboseJson(transcript);
    case "txt":
      return [toText(transcript)];
    case "srt":
      return [toSrt(transcript)];
    case "vtt":
      return [toVtt(transcript)];
    case "md":
      return [toMarkdown(transcript, title)];
    default:
      return assertNever(format);
  }
}
