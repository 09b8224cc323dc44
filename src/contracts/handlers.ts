/** Names of the signals, queries and updates of `TranscribeAndNote`, for clients and the `temporal` command line. */
export const HANDLERS = {
  pauseSignal: "pause",
  resumeSignal: "resume",
  chunksReadySignal: "chunksReady",
  progressQuery: "progressQuery",
  regenerateNoteUpdate: "regenerateNote",
  setTitleUpdate: "setTitle",
} as const;
