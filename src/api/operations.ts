import { OPENAI_OPERATIONS } from "./openai/operations.js";
import type { Operation } from "./operation.js";
import { EDITING_OPERATIONS } from "./routes/editing/operations.js";
import { getResult } from "./routes/get-result.js";
import { getStatus } from "./routes/get-status.js";
import { healthz } from "./routes/healthz.js";
import { readyz } from "./routes/readyz.js";
import { uploadAudio } from "./routes/upload-audio.js";
import { WEBHOOK_OPERATIONS } from "./routes/webhooks/operations.js";
import { cancelJob } from "./routes/v1/cancel-job.js";
import { createJob } from "./routes/v1/create-job.js";
import { createKey } from "./routes/v1/create-key.js";
import { eraseJob } from "./routes/v1/erase-job.js";
import { exportAll } from "./routes/v1/export-all.js";
import { getAudio } from "./routes/v1/get-audio.js";
import { directUploadOperations } from "./routes/uploads/direct.js";
import { tusOperations } from "./routes/uploads/tus.js";
import { getDiary } from "./routes/v1/get-diary.js";
import { getJob } from "./routes/v1/get-job.js";
import { getNote } from "./routes/v1/get-note.js";
import { getSystem } from "./routes/v1/get-system.js";
import { SESSION_OPERATIONS } from "./routes/session/operations.js";
import { getTranscript } from "./routes/v1/get-transcript.js";
import { getWaveform } from "./routes/v1/get-waveform.js";
import { listJobs } from "./routes/v1/list-jobs.js";
import { NOTE_TEMPLATE_OPERATIONS } from "./routes/note-templates/operations.js";
import { listKeys } from "./routes/v1/list-keys.js";
import { pauseJob, resumeJob } from "./routes/v1/pause-job.js";
import { retryJob } from "./routes/v1/retry-job.js";
import { retryMissing } from "./routes/v1/retry-missing.js";
import { revokeKey } from "./routes/v1/revoke-key.js";
import { rewriteNote } from "./routes/v1/rewrite-note.js";
import { search } from "./routes/v1/search.js";
import { watchJob } from "./routes/v1/watch-job.js";
import { updateJob } from "./routes/v1/update-job.js";

/** Everything that the gateway does. A new operation is one file under routes/ and one line here. */
export const OPERATIONS: readonly Operation[] = [
  createJob,
  listJobs,
  getJob,
  updateJob,
  cancelJob,
  pauseJob,
  resumeJob,
  retryJob,
  retryMissing,
  rewriteNote,
  eraseJob,
  watchJob,
  getTranscript,
  ...EDITING_OPERATIONS,
  getNote,
  getWaveform,
  getAudio,
  search,
  getDiary,
  exportAll,
  ...NOTE_TEMPLATE_OPERATIONS,
  ...OPENAI_OPERATIONS,
  ...tusOperations,
  ...directUploadOperations,
  ...WEBHOOK_OPERATIONS,
  ...SESSION_OPERATIONS,
  createKey,
  listKeys,
  revokeKey,
  uploadAudio,
  getStatus,
  getResult,
  getSystem,
  healthz,
  readyz,
];
