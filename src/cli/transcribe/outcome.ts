import type { JobAnswer } from "../../contracts/http/job.js";
import { type CliError, EXIT, type ExitCode } from "../exit.js";
import { formatClock, formatWait } from "../terminal/humane.js";
import type { Mark } from "../terminal/progress.js";

/** What became of one recording; with `--json` a line of standard output each. */
export interface Outcome {
  source: string;
  /** `refused`: no job was made of it. */
  status: JobAnswer["status"] | "refused";
  jobId?: string;
  /** The same recording had been transcribed before, with the same options. */
  reused?: true;
  durationSeconds?: number;
  language?: string;
  missingSeconds?: number;
  /** Files that were written. */
  files?: string[];
  /** The results, where they were not written into files. */
  transcript?: string;
  note?: string;
  noteStatus?: JobAnswer["note"]["status"];
  failure?: { code: string; message: string };
}

export function outcomeOf(source: string, job: JobAnswer): Outcome {
  const { id, status, durationSeconds, language, missingSeconds, note, failure } = job;
  const noteFailure = note.status === "failed" ? note.failure : undefined;
  const told = failure ?? noteFailure;
  return {
    ...{ source, status, jobId: id },
    ...(durationSeconds !== undefined && { durationSeconds }),
    ...(language !== undefined && { language }),
    ...(missingSeconds !== undefined && { missingSeconds }),
    noteStatus: note.status,
    ...(told !== undefined && { failure: told }),
  };
}

export function refusal(source: string, error: CliError): Outcome {
  return { source, status: "refused", failure: { code: error.code, message: error.message } };
}

export function exitCodeOf(outcome: Outcome, wantsNote: boolean): ExitCode {
  if (outcome.status !== "completed") return EXIT.failed;
  const lacksNote = wantsNote && outcome.noteStatus !== "completed";
  return lacksNote || (outcome.missingSeconds ?? 0) > 0 ? EXIT.incomplete : EXIT.done;
}

/** Of all of them: their common one, else that some came out and others did not. */
export function jointExitCode(codes: readonly ExitCode[]): ExitCode {
  const [first = EXIT.done] = codes;
  if (codes.every((code) => code === first)) return first;
  const cameOut: readonly ExitCode[] = [EXIT.done, EXIT.incomplete];
  if (codes.every((code) => cameOut.includes(code))) return EXIT.incomplete;
  return codes.some((code) => cameOut.includes(code)) ? EXIT.partly : EXIT.failed;
}

/** What is said of it when it has ended. */
export function describe(
  outcome: Outcome,
  wantsNote: boolean,
  tookSeconds: number,
): { mark: Mark; text: string } {
  const { status, failure, durationSeconds = 0, missingSeconds = 0, noteStatus } = outcome;
  if (status !== "completed")
    return {
      mark: "failed",
      text: failure?.message ?? (status === "cancelled" ? "It was cancelled." : status),
    };
  const length = formatClock(durationSeconds);
  const text = outcome.reused ? `${length}, done before` : `${length} in ${formatWait(tookSeconds)}`;
  const lacking = [
    ...(missingSeconds > 0
      ? [
          `${formatClock(missingSeconds)} could not be transcribed (try \`diarist jobs retry ${outcome.jobId?.slice(0, 8) ?? ""}\`)`,
        ]
      : []),
    ...(wantsNote && noteStatus !== "completed" ? [`there is no note: ${failure?.message ?? ""}`] : []),
  ];
  return lacking.length === 0
    ? { mark: "done", text }
    : { mark: "incomplete", text: `${text}; ${lacking.join("; ")}` };
}

/** The last word about all of them; undefined where there is nothing to add. */
export function summary(outcomes: readonly Outcome[], place: string | undefined): string | undefined {
  const done = outcomes.filter(({ status }) => status === "completed");
  const files = done.flatMap((outcome) => outcome.files ?? []);
  if (outcomes.length === 1) return files.length === 0 ? undefined : `Written: ${files.join(", ")}`;
  const count =
    done.length === outcomes.length ? `All ${outcomes.length}` : `${done.length} of ${outcomes.length}`;
  return `${count} recordings are done${place === undefined || files.length === 0 ? "" : `, in ${place}`}.`;
}
