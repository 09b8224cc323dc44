import { Option, type Command } from "commander";
import { z } from "zod";
import type { JobAnswer } from "../../contracts/http/job.js";
import { addCommand, type Kit } from "../command.js";
import type { Context } from "../context.js";
import { Interrupted, type ExitCode } from "../exit.js";
import { followJob, type JobEvent } from "../http/follow.js";
import { findJob, nameOf } from "../http/jobs.js";
import { formatClock } from "../terminal/humane.js";
import { createProgressView } from "../terminal/progress.js";
import { describe, exitCodeOf, outcomeOf } from "../transcribe/outcome.js";
import { progressOf, STAGES } from "../transcribe/stages.js";

export function addEvents(jobs: Command, kit: Kit): void {
  addCommand(jobs, kit, {
    usage: "events <job>",
    summary: "Follow a job until it ends",
    details:
      "Prints what is heard as it comes, part by part and in no certain order; with --json every event, one a line.\nThe exit code says how the job ended.",
    examples: [
      ["diarist jobs events latest", "the latest job"],
      [
        "diarist jobs events 7d3f4e86 --json | jq -c 'select(.event == \"progress\") | .data'",
        "for programs",
      ],
      ["diarist jobs events 7d3f4e86 --quiet --no-text && echo done", "only wait for it"],
    ],
    options: [new Option("--no-text", "leave out what is heard")],
    schema: z.object({ text: z.boolean() }),
    run: async (context, [named = ""], { text }) => {
      const client = await context.client();
      const job = await findJob(client, named);
      const signal = context.takeInterrupts();
      try {
        return await follow(context, job, signal, text);
      } catch (error) {
        if (!signal.aborted) throw error;
        const id = job.id.slice(0, 8);
        throw new Interrupted(
          `Stopped following. The job goes on: \`diarist jobs events ${id}\` follows it again.`,
        );
      }
    },
  });
}

async function follow(
  context: Context,
  job: JobAnswer,
  signal: AbortSignal,
  text: boolean,
): Promise<ExitCode> {
  const { screen } = context;
  const client = await context.client();
  const view = createProgressView(screen, context.isDumb);
  const row = view.begin(nameOf(job));
  let stage = STAGES[job.status];
  row.show({ stage });
  const tell = (told: JobEvent): void => {
    if (screen.json) view.around(() => screen.printJson(told));
    if (told.event === "state") stage = STAGES[told.data.status];
    if (told.event === "state") row.show({ stage });
    if (told.event === "progress" && stage === STAGES.transcribing) row.show(progressOf(told.data));
    if (told.event === "part" && text && !screen.json && told.data.text.trim() !== "") {
      const { startSeconds, text: heard } = told.data;
      view.around(() =>
        screen.print(`${screen.paint("dim", `[${formatClock(startSeconds)}]`)} ${heard.trim()}`),
      );
    }
  };
  try {
    const onWait = (figures: string): void => row.show({ stage, figures });
    const ended = await followJob(client, job.id, { signal, onWait }, tell);
    const outcome = outcomeOf(job.fileName, ended);
    const took = (Date.parse(ended.updatedAt) - Date.parse(ended.createdAt)) / 1000;
    const { mark, text: said } = describe(outcome, true, took);
    row.finish(mark, said);
    return exitCodeOf(outcome, true);
  } finally {
    view.close();
  }
}
