/** Names that gateway, workers and people at the `temporal` command line must agree on. */
export const TASK_QUEUES = {
  orchestration: "orchestration",
  media: "media",
  transcription: "transcription",
  notes: "notes",
} as const;

export type Fleet = keyof typeof TASK_QUEUES;
export const FLEETS = Object.keys(TASK_QUEUES) as Fleet[];

export const WORKFLOW_TYPES = { transcribeAndNote: "TranscribeAndNote", writeNote: "WriteNote" } as const;

export const transcribeWorkflowId = (jobId: string): string => `transcribe-${jobId}`;

/** Search attributes, with Temporal's type of each. */
export const SEARCH_ATTRIBUTES = {
  JobStatus: "Keyword",
  TenantId: "Keyword",
  FileName: "Keyword",
  AudioSeconds: "Double",
  Language: "Keyword",
} as const;
