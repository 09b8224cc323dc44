import { readFile } from "node:fs/promises";
import { Option } from "commander";
import { z } from "zod";
import { jobFieldsSchema } from "../../contracts/http/job-fields.js";
import { UsageError } from "../exit.js";

/* What a job may be made with, as options of the command line. */

const collect = (value: string, before: string[] = []): string[] => [...before, value];

export const jobFieldOptions = (): Option[] => [
  new Option("-l, --language <code>", "what is spoken, such as en; else it is found out by listening"),
  new Option(
    "--vocabulary <words>",
    "names and terms to expect, with commas between them, or @FILE with one a line",
  ),
  new Option("--prompt <text>", "how the recording might have begun: sets style and spelling"),
  new Option("--model <name>", "speech model to ask for"),
  new Option("--speakers <how>", "by_channel: each channel is one speaker's").choices([
    "together",
    "by_channel",
  ]),
  new Option(
    "--template <name>",
    "the note's template: diary, meeting, lecture, interview, or one of your own",
  ),
  new Option("--title <text>", "title of the job"),
  new Option("-t, --tag <tag>", "tag to find the job by; may be given again").argParser(collect),
  new Option("--priority <how>", "before or after your other jobs").choices(["low", "normal", "high"]),
  new Option("--keep-days <days>", "erase the job so many days after its end"),
];

export const jobFieldOptionsSchema = z.object({
  language: z.string().optional(),
  vocabulary: z.string().optional(),
  prompt: z.string().optional(),
  model: z.string().optional(),
  speakers: z.string().optional(),
  template: z.string().optional(),
  title: z.string().optional(),
  tag: z.array(z.string()).optional(),
  priority: z.string().optional(),
  keepDays: z.coerce.number("has to be a number").optional(),
});

/** By which option a field is given, where its name is another. */
const OPTION_OF: Record<string, string> = {
  noteTemplate: "template",
  tags: "tag",
  retentionDays: "keep-days",
};

/** What a pattern says to people. */
const HINTS: Record<string, string> = { language: "has to be a code such as en or de" };

/** The fields as the API takes them. Throws UsageError before anything is sent. */
export async function jobFieldsOf(
  options: z.output<typeof jobFieldOptionsSchema>,
): Promise<Record<string, unknown>> {
  // The command's other options are not the job's.
  const { vocabulary, template, tag, keepDays, ...same } = jobFieldOptionsSchema.parse(options);
  const wanted = {
    ...same,
    vocabulary: vocabulary === undefined ? undefined : await wordsOf(vocabulary),
    noteTemplate: template,
    tags: tag,
    retentionDays: keepDays,
  };
  const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
  const parsed = jobFieldsSchema.safeParse(given);
  if (parsed.success) return given;
  const reasons = parsed.error.issues.map(({ path: [name = ""], message }) => {
    const field = String(name);
    return `--${OPTION_OF[field] ?? field}: ${HINTS[field] ?? message}`;
  });
  throw new UsageError(`${reasons.join("; ")}.`);
}

async function wordsOf(text: string): Promise<string[]> {
  const list = text.startsWith("@") ? await readList(text.slice(1)) : text.split(",");
  return list.map((word) => word.trim()).filter((word) => word !== "");
}

async function readList(path: string): Promise<string[]> {
  try {
    return (await readFile(path, "utf8")).split("\n");
  } catch {
    throw new UsageError(`The file \`${path}\` of --vocabulary cannot be read.`);
  }
}
