import { z } from "zod";
import { type Operation, rawOperation } from "../../operation.js";
import { JOB_ID_HEADER, TUS_PATH, tusHandler } from "../../uploads/tus-server.js";

const TAG = "Uploads";
const params = z.object({ uploadId: z.uuid().meta({ description: "The upload's id, from `Location`." }) });
const UPLOAD_PATH = `${TUS_PATH}/{uploadId}`;

const version = {
  "Tus-Resumable": z.literal("1.0.0").meta({ description: "The version of tus that is spoken." }),
};
const length = z.number().int().min(1);
const lengthHeaders = {
  "Upload-Length": length
    .optional()
    .meta({ description: "How many bytes there will be.", examples: [2_481_152] }),
};
const newUploadHeaders = z.object({
  ...version,
  ...lengthHeaders,
  "Upload-Defer-Length": z
    .literal("1")
    .optional()
    .meta({ description: "Instead of `Upload-Length`: it is told later." }),
  "Upload-Metadata": z
    .string()
    .optional()
    .meta({
      description: "Names with Base64 values, between commas.",
      examples: ["filename TW9uZGF5Lm00YQ==,autostart dHJ1ZQ=="],
    }),
});
const bytesHeaders = z.object({
  ...version,
  "Upload-Offset": z
    .number()
    .int()
    .min(0)
    .meta({ description: "Where the bytes go: where the upload is.", examples: [0] }),
  ...lengthHeaders,
});

const DESCRIPTION = `Speaks [tus 1.0](https://tus.io/protocols/resumable-upload) with creation, creation with upload, deferred
length, termination and expiration: any tus client can send files of any length over connections that break.

The upload's metadata may hold \`filename\`, the fields of \`POST /v1/jobs\` under their names, and \`autostart\` with the value
\`true\`: then the job begins when the last byte has come, and the last answer has its id in \`${JOB_ID_HEADER}\`. Otherwise make
the job by \`POST /v1/jobs\` with \`{"upload": "<id>"}\`. Either way the job's id is the upload's.`;

const offset = { "Upload-Offset": { description: "How many bytes are stored.", example: "1048576" } };
const expires = { "Upload-Expires": { description: "When the upload is removed if it is not used." } };
const jobId = { [JOB_ID_HEADER]: { description: "The job that was made of the finished upload." } };
const problems = ["invalid_request", "tus_version_unsupported"] as const;
const startProblems = [
  ...["not_audio", "file_empty", "upload_expired", "note_template_not_found"],
  ...["language_model_required", "job_limit_reached", "audio_limit_reached", "storage_limit_reached"],
] as const;

/** Resumable uploads. */
export const tusOperations: readonly Operation[] = [
  rawOperation({
    id: "createUpload",
    method: "post",
    path: TUS_PATH,
    tag: TAG,
    summary: "Begin a resumable upload",
    description: DESCRIPTION,
    scope: "jobs:write",
    createsJob: true,
    headers: newUploadHeaders,
    answers: {
      201: {
        description: "Send the bytes to `Location`.",
        headers: { Location: { description: "The upload's address." }, ...offset, ...expires, ...jobId },
      },
    },
    problems: [...problems, ...startProblems, "forbidden_address", "file_too_large", "upload_locked"],
    handle: tusHandler,
  }),
  rawOperation({
    id: "getUploadOffset",
    method: "head",
    path: UPLOAD_PATH,
    tag: TAG,
    summary: "Ask how far an upload is",
    scope: "jobs:write",
    params,
    headers: z.object(version),
    answers: { 200: { description: "Go on at that byte.", headers: { ...offset, ...jobId } } },
    problems: [...problems, ...startProblems, "upload_not_found", "upload_locked"],
    handle: tusHandler,
  }),
  rawOperation({
    id: "appendToUpload",
    method: "patch",
    path: UPLOAD_PATH,
    tag: TAG,
    summary: "Send bytes of an upload",
    scope: "jobs:write",
    params,
    headers: bytesHeaders,
    bytes: "application/offset+octet-stream",
    answers: { 204: { description: "They are stored.", headers: { ...offset, ...expires, ...jobId } } },
    problems: [
      ...problems,
      ...startProblems,
      "upload_not_found",
      "upload_offset_conflict",
      "upload_locked",
      "file_too_large",
    ],
    handle: tusHandler,
  }),
  rawOperation({
    id: "removeUpload",
    method: "delete",
    path: UPLOAD_PATH,
    tag: TAG,
    summary: "Give an upload up",
    scope: "jobs:write",
    params,
    headers: z.object(version),
    answers: { 204: { description: "Nothing of it is left." } },
    problems: [...problems, "upload_not_found", "upload_taken", "upload_locked"],
    handle: tusHandler,
  }),
  ...[TUS_PATH, UPLOAD_PATH].map((path) =>
    rawOperation({
      id: path === TUS_PATH ? "describeUploads" : "describeUpload",
      method: "options",
      path,
      tag: TAG,
      summary: "Ask what of tus is spoken here",
      scope: "public",
      ...(path === UPLOAD_PATH && { params }),
      answers: {
        204: {
          description: "See the headers.",
          headers: {
            "Tus-Version": { description: "Of the protocol.", example: "1.0.0" },
            "Tus-Extension": { description: "What is spoken beside its core." },
            "Tus-Max-Size": { description: "The longest upload, in bytes." },
          },
        },
      },
      handle: tusHandler,
    }),
  ),
];
