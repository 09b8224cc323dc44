import { Option, type Command } from "commander";
import { z } from "zod";
import { noteWishSchema } from "../../contracts/http/note-options.js";
import { NOTE_FORMATS, TRANSCRIPT_FORMATS } from "../../contracts/http/results.js";
import type { JobAnswer } from "../../contracts/http/job.js";
import { addCommand, type Kit } from "../command.js";
import type { Context } from "../context.js";
import { CliError, EXIT, Interrupted, UsageError } from "../exit.js";
import type { ApiClient } from "../http/client.js";
import { findJob, getJob, steerJob } from "../http/jobs.js";
import { patiently } from "../http/patience.js";
import { createProgressView } from "../terminal/progress.js";
import { fetchNote, fetchTranscript } from "../transcribe/fetch-results.js";
import { writeWhole } from "../transcribe/outputs.js";

const LOOK_MS = 500;

export function addResults(program: Command, kit: Kit): void {
  addCommand(program, kit, {
    usage: "transcript <job>",
    summary: "Print a job's transcript",
    examples: [
      ["diarist transcript latest", "as text"],
      ["diarist transcript 7d3f4e86 -f srt -o talk.srt", "as subtitles, into a file"],
      ["diarist transcript 7d3f4e86 --json | jq '.segments[0]'", "for programs"],
    ],
    options: [
      new Option("-f, --format <format>", "form of the transcript (txt; with --json json)").choices(
        TRANSCRIPT_FORMATS,
      ),
      new Option("-o, --output <file>", "a file, or - for standard output"),
    ],
    schema: z.object({ format: z.enum(TRANSCRIPT_FORMATS).optional(), output: z.string().optional() }),
    run: async (context, [named = ""], { format = context.screen.json ? "json" : "txt", output }) => {
      const client = await context.client();
      const job = await findJob(client, named);
      if (format === "docx" && context.screen.isForPeople && (output ?? "-") === "-")
        throw new UsageError("A docx is nothing for a terminal: say where it goes with --output FILE.");
      await hand(context, await fetchTranscript(client, job.id, format), output);
      return undefined;
    },
  });
  addNote(program, kit);
}

const noteOptionsSchema = z.object({
  format: z.enum(NOTE_FORMATS).optional(),
  output: z.string().optional(),
  again: z.boolean().default(false),
  template: z.string().optional(),
  instructions: z.string().optional(),
  language: z.string().optional(),
});

function addNote(program: Command, kit: Kit): void {
  addCommand(program, kit, {
    usage: "note <job>",
    summary: "Print a job's note, or have it written again",
    examples: [
      ["diarist note latest", "of the latest job"],
      ["diarist note 7d3f4e86 --again --template meeting", "written again, as minutes"],
      ["diarist note 7d3f4e86 --json | jq -r '.tags[]'", "for programs"],
    ],
    options: [
      new Option("-f, --format <format>", "form of the note (md; with --json json)").choices(NOTE_FORMATS),
      new Option("-o, --output <file>", "a file, or - for standard output"),
      new Option("--again", "have it written again, and wait for it"),
      new Option("--template <name>", "with --again: diary, meeting, lecture, interview, or one of your own"),
      new Option(
        "--instructions <text>",
        "with --again: what its writer should heed (takes a language model)",
      ),
      new Option("--language <code>", "with --again: the language to write in (takes a language model)"),
    ],
    schema: noteOptionsSchema,
    run: async (context, [named = ""], options) => {
      const { again, output, format = context.screen.json ? "json" : "md", ...wishes } = options;
      const client = await context.client();
      const job = await findJob(client, named);
      const wish = wishOf(wishes, again);
      if (again) await rewrite(context, client, job, wish);
      const note = await fetchNote(client, job.id, format);
      if (note === undefined)
        throw new CliError(
          `There is no note: ${(await getJob(client, job.id)).note.failure?.message ?? "the job has ended without one"}. \`diarist note ${job.id.slice(0, 8)} --again\` has it written.`,
          EXIT.failed,
          "note_unavailable",
        );
      await hand(context, note, output);
      return undefined;
    },
  });
}

function wishOf(
  { template, instructions, language }: Partial<z.output<typeof noteOptionsSchema>>,
  again: boolean,
): Record<string, string> {
  const wish = Object.fromEntries(
    Object.entries({ template, instructions, language }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    ),
  );
  const [first] = Object.keys(wish);
  if (!again && first !== undefined) throw new UsageError(`--${first} goes with --again.`);
  const parsed = noteWishSchema.safeParse(wish);
  if (parsed.success) return wish;
  const reasons = parsed.error.issues.map(
    ({ path, message }) => `--${path.map(String).join(".")}: ${message}`,
  );
  throw new UsageError(`${reasons.join("; ")}.`);
}

/** Asks for the note and waits until it is there. */
async function rewrite(
  context: Context,
  client: ApiClient,
  job: JobAnswer,
  wish: Record<string, string>,
): Promise<void> {
  const signal = context.takeInterrupts();
  const view = createProgressView(context.screen, context.isDumb);
  const row = view.begin("The note");
  row.show({ stage: "being written" });
  try {
    let now = await steerJob(client, job.id, "note", { json: wish, signal });
    while (now.note.status === "pending") {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      signal.throwIfAborted();
      now = await patiently({ signal }, () => getJob(client, job.id, signal));
    }
    if (now.note.status === "failed")
      throw new CliError(
        `The note could not be written: ${now.note.failure?.message ?? "the reason is not known"}`,
        EXIT.failed,
        now.note.failure?.code ?? "note_unavailable",
      );
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new Interrupted(
      `Stopped waiting. The note is written all the same: \`diarist note ${job.id.slice(0, 8)}\` prints it.`,
    );
  } finally {
    view.close();
  }
}

async function hand({ screen }: Context, content: Buffer, output = "-"): Promise<void> {
  if (output !== "-") {
    await writeWhole(output, content);
    screen.note(output);
    return;
  }
  screen.stdout.write(content);
  if (content.at(-1) !== "\n".charCodeAt(0)) screen.stdout.write("\n");
}
