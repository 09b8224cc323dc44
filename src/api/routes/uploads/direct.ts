import { z } from "zod";
import {
  beginUploadSchema,
  completeUploadSchema,
  directUploadSchema,
  signedPartsSchema,
  signPartsSchema,
} from "../../../contracts/http/direct-upload.js";
import { operation, type Operation } from "../../operation.js";
import { beginDirectUpload, completeDirectUpload, signParts } from "../../uploads/direct-upload.js";
import { refuseIfTaken, removeUpload } from "../../uploads/remove-upload.js";
import { uploadNotFound } from "../../uploads/take-uploaded.js";
import { readUploadRecord } from "../../uploads/upload-record.js";

const TAG = "Uploads";
const UPLOAD_PATH = "/v1/uploads/{uploadId}";
const params = z.object({ uploadId: z.uuid().toLowerCase().meta({ description: "The upload's id." }) });
const missing = ["upload_not_found", "upload_expired"] as const;

const DESCRIPTION = `For large files and many of them: the bytes go from you to the object store, not through this service.

1. Begin the upload, and cut the file into parts of \`partSizeBytes\`.
2. Ask for the parts' URLs, \`PUT\` each part to its own, and keep the \`ETag\` of each answer. In any order, several at a time.
3. Complete the upload, then make the job by \`POST /v1/jobs\` with \`{"upload": "<id>"}\`.`;

/** Uploads that pass the gateway by. */
export const directUploadOperations: readonly Operation[] = [
  operation({
    id: "beginDirectUpload",
    method: "post",
    path: "/v1/uploads",
    tag: TAG,
    summary: "Begin an upload to the object store",
    description: DESCRIPTION,
    scope: "jobs:write",
    createsJob: true,
    idempotent: true,
    json: beginUploadSchema,
    answers: { 201: { description: "The upload.", json: directUploadSchema } },
    problems: ["file_too_large", "direct_uploads_unavailable"],
    handler: async (context, { tenantId, body, attempt }) => ({
      status: 201,
      body: await beginDirectUpload(context, tenantId, attempt.resourceId, body),
    }),
  }),
  operation({
    id: "signParts",
    method: "post",
    path: `${UPLOAD_PATH}/parts`,
    tag: TAG,
    summary: "Get URLs to send parts to",
    scope: "jobs:write",
    params,
    json: signPartsSchema,
    answers: { 200: { description: "One URL a part.", json: signedPartsSchema } },
    problems: [...missing, "upload_parts_invalid"],
    handler: async (context, { tenantId, params: { uploadId }, body }) => ({
      status: 200,
      body: await signParts(context, tenantId, uploadId, body.partNumbers),
    }),
  }),
  operation({
    id: "completeDirectUpload",
    method: "post",
    path: `${UPLOAD_PATH}/complete`,
    tag: TAG,
    summary: "Put an upload's parts together",
    scope: "jobs:write",
    params,
    json: completeUploadSchema,
    answers: { 200: { description: "The file is whole.", json: directUploadSchema } },
    problems: [...missing, "upload_parts_invalid"],
    handler: async (context, { tenantId, params: { uploadId }, body }) => ({
      status: 200,
      body: await completeDirectUpload(context, tenantId, uploadId, body.parts),
    }),
  }),
  operation({
    id: "removeDirectUpload",
    method: "delete",
    path: UPLOAD_PATH,
    tag: TAG,
    summary: "Give an upload to the object store up",
    scope: "jobs:write",
    params,
    answers: { 204: { description: "Nothing of it is left." } },
    problems: ["upload_not_found", "upload_taken"],
    handler: async (context, { tenantId, params: { uploadId } }) => {
      if ((await readUploadRecord(context.objects, tenantId, uploadId))?.direct === undefined)
        throw uploadNotFound();
      await refuseIfTaken(context, tenantId, uploadId);
      await removeUpload(context, tenantId, uploadId);
      return { status: 204 };
    },
  }),
];
