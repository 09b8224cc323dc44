import type { Job } from "./client.js";

const ENDING = /\.[a-z0-9]{2,4}$/i;

/** What a job is called: as its owner says, else as its note does, else like its file. */
export const titleOf = ({ title, note, fileName }: Pick<Job, "title" | "note" | "fileName">): string =>
  title ?? note.title ?? fileName.replace(ENDING, "");
