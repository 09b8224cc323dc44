import type { Job } from "../../api/client.js";
import type { Note } from "../../api/results.js";

/** What an entry is called: as its owner says, else as its note does, else like its file. */
export const titleOf = (job: Job, note: Note | undefined): string => job.title ?? note?.title ?? job.fileName;
