import { wav } from "./silence.js";

/** Stands in everything of the owner's that has a text. */
export const MARK = "nobody-elses-business";

/** What of one tenant the walks name to others. */
export interface Belongings {
  jobId: string;
  keyId: string;
  webhookId: string;
  uploadId: string;
  templateId: string;
  /** Of one that goes to the object store past the gateway. */
  directUploadId: string;
}

export interface Visit {
  /**
   * What someone of another tenant gets:
   * `not_found`: just what an id gets that never was;
   * `nothing`: an answer without anything of the owner's;
   * `own`: something made, which is theirs and not the owner's.
   */
  outsider: "not_found" | "nothing" | "own";
  query?: string;
  /** As it has to be to be looked at at all. */
  request?: (owner: Belongings) => RequestInit;
}

const json = (body: unknown): RequestInit => ({
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

/** The very bytes of the owner's: having them gives no right to what was made of them. */
const recording = (model?: string): FormData => {
  const form = new FormData();
  if (model !== undefined) form.set("model", model);
  form.set("file", new Blob([wav()]), "theirs.wav");
  return form;
};

const TEMPLATE = { name: "Theirs", sections: [{ heading: "Theirs" }] };

const tus = { "tus-resumable": "1.0.0" };

/**
 * How each operation is asked for, by its id. A new operation needs an entry here; one that is public needs none, and may
 * then have nothing to do with any tenant.
 */
export const VISITS: Record<string, Visit | undefined> = {
  createJob: { outsider: "own", request: () => ({ body: recording() }) },
  listJobs: { outsider: "nothing" },
  getJob: { outsider: "not_found" },
  updateJob: { outsider: "not_found", request: () => json({ title: "Mine now" }) },
  cancelJob: { outsider: "not_found" },
  pauseJob: { outsider: "not_found" },
  resumeJob: { outsider: "not_found" },
  retryJob: { outsider: "not_found" },
  retryMissing: { outsider: "not_found" },
  rewriteNote: { outsider: "not_found" },
  eraseJob: { outsider: "not_found" },
  watchJob: { outsider: "not_found" },
  getTranscript: { outsider: "not_found" },
  editTranscript: {
    outsider: "not_found",
    request: () => json({ edits: [{ segmentId: 0, text: "Mine now" }] }),
  },
  editNote: {
    outsider: "not_found",
    request: () =>
      json({
        ...{ date: "2026-11-22", title: "Mine now", keyEvents: [], reflections: [], tags: [] },
        mood: { text: "Mine now", evidence: [] },
      }),
  },
  listNoteVersions: { outsider: "not_found" },
  listTranscriptEdits: { outsider: "not_found" },
  getNote: { outsider: "not_found" },
  getAudio: { outsider: "not_found" },
  search: { outsider: "nothing", query: `?q=${MARK}` },
  exportAll: { outsider: "nothing" },
  getDiary: { outsider: "nothing" },
  listNoteTemplates: { outsider: "nothing" },
  createNoteTemplate: { outsider: "own", request: () => json(TEMPLATE) },
  getNoteTemplate: { outsider: "not_found" },
  replaceNoteTemplate: { outsider: "not_found", request: () => json(TEMPLATE) },
  deleteNoteTemplate: { outsider: "not_found" },
  getWaveform: { outsider: "not_found" },

  createTranscription: { outsider: "own", request: () => ({ body: recording("whisper-1") }) },
  createTranslation: { outsider: "nothing", request: () => ({ body: recording("whisper-1") }) },
  listModels: { outsider: "nothing" },
  getModel: { outsider: "nothing" },

  createUpload: { outsider: "own", request: () => ({ headers: { ...tus, "upload-length": "64" } }) },
  getUploadOffset: { outsider: "not_found", request: () => ({ headers: tus }) },
  appendToUpload: {
    outsider: "not_found",
    request: () => ({
      headers: { ...tus, "upload-offset": "0", "content-type": "application/offset+octet-stream" },
      body: wav(),
    }),
  },
  removeUpload: { outsider: "not_found", request: () => ({ headers: tus }) },

  beginDirectUpload: { outsider: "own", request: () => json({ fileName: "theirs.wav", sizeBytes: 108 }) },
  signParts: { outsider: "not_found", request: () => json({ partNumbers: [1] }) },
  completeDirectUpload: {
    outsider: "not_found",
    request: () => json({ parts: [{ partNumber: 1, etag: '"theirs"' }] }),
  },
  removeDirectUpload: { outsider: "not_found" },

  createWebhook: { outsider: "own", request: () => json({ url: "https://example.com/theirs" }) },
  listWebhooks: { outsider: "nothing" },
  getWebhook: { outsider: "not_found" },
  updateWebhook: { outsider: "not_found", request: () => json({ enabled: false }) },
  deleteWebhook: { outsider: "not_found" },
  rotateWebhookSecret: { outsider: "not_found" },
  testWebhook: { outsider: "not_found" },
  listWebhookAttempts: { outsider: "not_found" },

  getSystem: { outsider: "nothing" },

  createKey: { outsider: "own", request: () => json({ name: "mine", scopes: ["jobs:read"] }) },
  listKeys: { outsider: "nothing" },
  revokeKey: { outsider: "not_found" },

  legacyUploadAudio: { outsider: "own", request: () => ({ body: recording() }) },
  legacyGetStatus: { outsider: "not_found" },
  legacyGetResult: { outsider: "not_found" },
};
