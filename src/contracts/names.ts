/* Names that gateway, workers and people at the `temporal` command line must agree on. */

/** Each a group of worker processes that does one kind of work and scales by itself. */
export const FLEETS = ["orchestration", "media", "transcription", "notes"] as const;
export type Fleet = (typeof FLEETS)[number];

export const TASK_QUEUES = {
  orchestration: "orchestration",
  media: "media",
  transcription: "transcription",
  notes: "notes",
} as const satisfies Record<Fleet, string>;

export const WORKFLOW_TYPES = {
  transcribeAndNote: "TranscribeAndNote",
  writeNote: "WriteNote",
  retryMissing: "RetryMissing",
  deliverWebhook: "DeliverWebhook",
  eraseJob: "EraseJob",
  makeWaveform: "MakeWaveform",
} as const;

export const transcribeWorkflowId = (jobId: string): string => `transcribe-${jobId}`;
export const writeNoteWorkflowId = (jobId: string): string => `write-note-${jobId}`;
export const retryMissingWorkflowId = (jobId: string): string => `retry-missing-${jobId}`;

export const waveformWorkflowId = (jobId: string): string => `waveform-${jobId}`;
/** `end`: the job's id, with the number of its end where it was taken up again. */
export const erasureWorkflowId = (end: string): string => `erase-${end}`;
export const deliveryWorkflowId = (webhookId: string, eventId: string): string =>
  `webhook-${webhookId}-${eventId}`;

/** Search attributes, with Temporal's type of each. */
export const SEARCH_ATTRIBUTES = {
  JobStatus: "Keyword",
  TenantId: "Keyword",
  FileName: "Keyword",
  AudioSeconds: "Double",
  Language: "Keyword",
} as const;
