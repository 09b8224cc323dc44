import { stat } from "node:fs/promises";
import { join } from "node:path";
import { Option, type Command } from "commander";
import { z } from "zod";
import { addCommand, type Kit } from "../command.js";
import type { Context } from "../context.js";
import { EXIT, Interrupted, UsageError, type ExitCode } from "../exit.js";
import { saveBody, sendBody } from "../http/download.js";
import { findJob } from "../http/jobs.js";
import { patiently } from "../http/patience.js";
import { formatBytes } from "../terminal/humane.js";
import { createProgressView } from "../terminal/progress.js";
import { daySchema } from "./days.js";

/** So many may be named in one request. */
const MOST_JOBS = 100;
const LOOK_MS = 1_000;

const optionsSchema = z.object({
  output: z.string().optional(),
  force: z.boolean().default(false),
  audio: z.boolean(),
  since: daySchema.optional(),
  until: daySchema.optional(),
});
type ExportOptions = z.output<typeof optionsSchema>;

export function addExport(program: Command, kit: Kit): void {
  addCommand(program, kit, {
    usage: "export [job...]",
    summary: "Write everything, or some jobs, into one zip",
    details:
      "A folder for each job, with its transcript and note in several forms and the recording, and a manifest.json. A file that is\nthere already is not written over, unless --force says so.",
    examples: [
      ["diarist export", "everything, into `Diarist` with today's date"],
      ["diarist export latest 7d3f4e86 --output talks.zip", "these two"],
      ["diarist export --since 2026-11-01 --no-audio --output november.zip", "a month's words"],
      ["diarist export --output - | ssh backup 'cat > diarist.zip'", "onto another machine"],
    ],
    options: [
      new Option("-o, --output <where>", "a file, a folder, or - for standard output"),
      new Option("--force", "write over a file that is there"),
      new Option("--no-audio", "leave out the recordings"),
      new Option("--since <day>", "jobs made on that day (UTC) or later, such as 2026-11-22"),
      new Option("--until <day>", "jobs made on that day or earlier"),
    ],
    schema: optionsSchema,
    run: exportJobs,
  });
}

async function exportJobs(context: Context, words: string[], options: ExportOptions): Promise<ExitCode> {
  const { screen } = context;
  const { since, until, audio } = options;
  if (words.length > 0 && (since ?? until) !== undefined)
    throw new UsageError("Name jobs, or a time by --since and --until, and not both.");
  if (words.length > MOST_JOBS)
    throw new UsageError(
      `At most ${MOST_JOBS} jobs are exported by name; --since and --until take any number.`,
    );
  const path = await pathOf(context, options);
  const client = await context.client();
  const jobs = await Promise.all(words.map((word) => findJob(client, word)));
  const query = {
    ...(jobs.length > 0 && { jobId: jobs.map(({ id }) => id) }),
    ...{ createdFrom: since, createdUntil: until, audio },
  };

  const signal = context.takeInterrupts();
  const view = createProgressView(screen, context.isDumb);
  const row = view.begin("Export");
  const startedAt = performance.now();
  row.show({ stage: "exporting" });
  let sizeBytes = 0;
  const telling = setInterval(() => {
    const rate = sizeBytes / ((performance.now() - startedAt) / 1000);
    row.show({ stage: "exporting", figures: `${formatBytes(sizeBytes)}  ${formatBytes(rate)}/s` });
  }, LOOK_MS);
  try {
    const onWait = (figures: string): void => row.show({ stage: "waiting", figures });
    const response = await patiently({ signal, onWait }, () =>
      client.send("GET", "/v1/export", { query, signal }),
    );
    const onBytes = (count: number): void => {
      sizeBytes += count;
    };
    const body = { response, server: client.server, signal, onBytes };
    await (path === undefined ? sendBody(body, screen.stdout) : saveBody(body, path));
    row.finish("done", `${path ?? "written"}, ${formatBytes(sizeBytes)}`);
  } catch (error) {
    row.drop();
    if (!signal.aborted) throw error;
    throw new Interrupted(
      path === undefined ? "Stopped; what came is no whole zip." : "Stopped; nothing was written.",
    );
  } finally {
    clearInterval(telling);
    view.close();
  }
  if (screen.json && path !== undefined) screen.printJson({ file: path, sizeBytes });
  return EXIT.done;
}

/** Undefined: standard output. */
async function pathOf({ screen }: Context, { output, force }: ExportOptions): Promise<string | undefined> {
  if (output === "-") {
    if (screen.isForPeople)
      throw new UsageError("A zip is nothing for a terminal: say where it goes with --output FILE.");
    if (screen.json)
      throw new UsageError("--json and the zip would both go to standard output: name a file with --output.");
    return undefined;
  }
  const name = `Diarist ${new Date().toISOString().slice(0, 10)}.zip`;
  const path = output === undefined ? name : (await isFolder(output)) ? join(output, name) : output;
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  if (isThere && !force)
    throw new UsageError(`\`${path}\` is there already: name another file with --output, or say --force.`);
  return path;
}

async function isFolder(path: string): Promise<boolean> {
  if (/[/\\]$/.test(path)) return true;
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
