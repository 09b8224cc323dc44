import { Option, type Command } from "commander";
import { z } from "zod";
import { jobStatusSchema, type JobAnswer } from "../../contracts/http/job.js";
import { addCommand, addGroup, type Kit } from "../command.js";
import { findJob, listJobs, nameOf } from "../http/jobs.js";
import { harmless } from "../terminal/fit.js";
import { formatAgo, formatClock } from "../terminal/humane.js";
import { printTable, type Column } from "../terminal/table.js";
import { dayOrTimeSchema } from "./days.js";
import { addErase } from "./jobs-erase.js";
import { addEvents } from "./jobs-events.js";
import { printJob } from "./jobs-show.js";
import { addSteering } from "./jobs-steer.js";
import { addTitle } from "./jobs-title.js";
import { statusStyle, statusText } from "./job-status.js";

export const SHORT_ID_LENGTH = 8;
const DEFAULT_LIMIT = 20;

export function addJobs(program: Command, kit: Kit): void {
  const jobs = addGroup(program, "jobs", "Look at jobs, and steer them");
  addList(jobs, kit);
  addCommand(jobs, kit, {
    usage: "show <job>",
    summary: "Show a job",
    details: "A job is told by its id, by the first characters of it, or as `latest`.",
    examples: [
      ["diarist jobs show 7d3f4e86", "by the beginning of its id"],
      ["diarist jobs show latest --json | jq .status", "for programs"],
    ],
    schema: z.object({}),
    run: async (context, [named = ""]) => {
      const job = await findJob(await context.client(), named);
      if (context.screen.json) context.screen.printJson(job);
      else printJob(context.screen, job);
      return undefined;
    },
  });
  addEvents(jobs, kit);
  addSteering(jobs, kit);
  addTitle(jobs, kit);
  addErase(jobs, kit);
}

const listOptionsSchema = z.object({
  status: jobStatusSchema.optional(),
  tag: z.string().optional(),
  search: z.string().optional(),
  since: dayOrTimeSchema.optional(),
  until: dayOrTimeSchema.optional(),
  limit: z.coerce.number("has to be a number").int().min(1, "has to be 1 or more"),
});

function addList(jobs: Command, kit: Kit): void {
  addCommand(jobs, kit, {
    usage: "list",
    summary: "List jobs, newest first",
    details: "In a pipe: id, status, title, file, length in seconds and time, with tabs between them.",
    examples: [
      ["diarist jobs list", "the latest twenty"],
      ["diarist jobs list --status failed --since 2026-11-01", "what went wrong this month"],
      ["diarist jobs list --limit 1000 --json | jq '.jobs[].fileName'", "for programs"],
    ],
    options: [
      new Option("--status <status>", "jobs in that state").choices(jobStatusSchema.options),
      new Option("-t, --tag <tag>", "jobs that have this tag"),
      new Option("--search <text>", "jobs with this in their title or file name"),
      new Option("--since <day>", "made on that day or later, such as 2026-11-22"),
      new Option("--until <day>", "made on that day or earlier"),
      new Option("--limit <count>", "so many at most").default(DEFAULT_LIMIT),
    ],
    schema: listOptionsSchema,
    run: async (context, _words, { status, tag, search, since, until, limit }) => {
      const { screen } = context;
      const filter = { status, tag, q: search, createdFrom: since, createdUntil: until, limit };
      const found: JobAnswer[] = [];
      for await (const job of listJobs(await context.client(), filter)) found.push(job);
      if (screen.json) screen.printJson({ jobs: found });
      else if (found.length === 0) screen.note("No jobs. `diarist transcribe FILE` makes one.");
      else printTable(screen, COLUMNS, found);
      return undefined;
    },
  });
}

const COLUMNS: readonly Column<JobAnswer>[] = [
  { heading: "ID", text: ({ id }) => id.slice(0, SHORT_ID_LENGTH), plain: ({ id }) => id },
  { heading: "STATUS", text: statusText, plain: ({ status }) => status, style: statusStyle },
  {
    heading: "RECORDING",
    text: (job) => harmless(nameOf(job)),
    plain: (job) => [job.title ?? job.note.title ?? "", job.fileName].map(harmless),
    flexible: true,
  },
  {
    heading: "LENGTH",
    text: ({ durationSeconds }) => (durationSeconds === undefined ? "" : formatClock(durationSeconds)),
    plain: ({ durationSeconds }) => String(durationSeconds ?? ""),
    align: "right",
  },
  { heading: "MADE", text: ({ createdAt }) => formatAgo(createdAt), plain: ({ createdAt }) => createdAt },
];
