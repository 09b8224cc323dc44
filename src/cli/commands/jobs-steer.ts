import type { Command } from "commander";
import { z } from "zod";
import type { JobAnswer } from "../../contracts/http/job.js";
import { addCommand, type Kit } from "../command.js";
import { CliError, EXIT, type ExitCode } from "../exit.js";
import type { ApiClient } from "../http/client.js";
import { findJob, nameOf, steerJob } from "../http/jobs.js";
import { jointExitCode } from "../transcribe/outcome.js";

interface Verb {
  name: string;
  summary: string;
  details: string;
  /** What is said of it, after the job's name. */
  said: string;
  act: (client: ApiClient, job: JobAnswer) => Promise<JobAnswer>;
}

const VERBS: readonly Verb[] = [
  {
    name: "cancel",
    summary: "Cancel jobs",
    details: "What is under way stops within seconds. The recording stays until the job is erased.",
    said: "is being cancelled",
    act: (client, { id }) => steerJob(client, id, "cancel"),
  },
  {
    name: "pause",
    summary: "Pause jobs",
    details: "Parts that are being transcribed are finished, and no more are begun.",
    said: "is paused",
    act: (client, { id }) => steerJob(client, id, "pause"),
  },
  {
    name: "resume",
    summary: "Let paused jobs go on",
    details: "They go on where they were.",
    said: "goes on",
    act: (client, { id }) => steerJob(client, id, "resume"),
  },
  {
    name: "retry",
    summary: "Try again what could not be done",
    details:
      "A job that failed, with what was transcribed of it before; the parts of a transcript that are missing; or else a note\nthat could not be written.",
    said: "is tried again",
    act: retry,
  },
];

export function addSteering(jobs: Command, kit: Kit): void {
  for (const { name, summary, details, said, act } of VERBS)
    addCommand(jobs, kit, {
      usage: `${name} <job...>`,
      ...{ summary, details },
      examples: [
        [`diarist jobs ${name} 7d3f4e86`, "one"],
        [`diarist jobs ${name} 7d3f4e86 latest`, "several"],
      ],
      schema: z.object({}),
      run: async ({ client, screen }, words) => {
        const service = await client();
        const codes: ExitCode[] = [];
        for (const word of words) {
          try {
            const job = await act(service, await findJob(service, word));
            if (screen.json) screen.printJson(job);
            else screen.note(`${nameOf(job)} (${job.id.slice(0, 8)}) ${said}.`);
            codes.push(EXIT.done);
          } catch (error) {
            if (!(error instanceof CliError) || words.length === 1) throw error;
            screen.warn(`${word}: ${error.message}`);
            codes.push(error.exitCode);
          }
        }
        return jointExitCode(codes);
      },
    });
}

async function retry(client: ApiClient, job: JobAnswer): Promise<JobAnswer> {
  const { id, status, missingSeconds = 0, note } = job;
  if (status === "failed") return steerJob(client, id, "retry");
  if (status === "cancelled")
    throw new CliError(
      "A job that was cancelled is not taken up again. Send its recording once more: `diarist transcribe`.",
      EXIT.failed,
      "job_not_failed",
    );
  const isNoteOnly = status === "completed" && missingSeconds === 0 && note.status === "failed";
  return steerJob(client, id, isNoteOnly ? "note" : "retry-missing");
}
