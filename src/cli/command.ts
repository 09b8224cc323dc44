import { type Command, type Option } from "commander";
import { z } from "zod";
import { createContext, type Context } from "./context.js";
import { UsageError, type ExitCode } from "./exit.js";
import type { Surroundings } from "./surroundings.js";

/* How commands are declared: what commander needs to read and explain them, and what runs. */

const commonOptionsSchema = z.object({
  server: z.url({ protocol: /^https?$/, error: "is no http or https URL" }).optional(),
  apiKey: z.string().optional(),
  apiKeyFile: z.string().optional(),
  json: z.boolean().default(false),
  quiet: z.boolean().default(false),
});
export type CommonOptions = z.output<typeof commonOptionsSchema>;

const COMMON_OPTIONS = [
  ["--server <url>", "the service to talk to (DIARIST_SERVER)"],
  ["--api-key-file <file>", "file with the key to show there (or DIARIST_API_KEY)"],
  ["--api-key <key>", "the key itself; others on this machine may see it"],
  ["--json", "print JSON, for programs"],
  ["-q, --quiet", "say nothing but results and errors"],
  ["--debug", "on an error tell where it comes from"],
] as const;

export interface CommandSpec<T extends z.ZodType> {
  /** As commander reads it: `show <job>`. */
  usage: string;
  summary: string;
  /** What the summary does not say. */
  details?: string;
  examples: readonly (readonly [line: string, what: string])[];
  options?: readonly Option[];
  /** What commander makes of the options, by their names in camelCase. */
  schema: T;
  /** Gives the exit code; nothing means that all is well. */
  run: (context: Context, words: string[], options: z.output<T>) => Promise<ExitCode | undefined>;
}

export interface Kit {
  surroundings: Surroundings;
  end: (code: ExitCode | undefined) => void;
  /** Whether errors are told as JSON, by whoever is handed them. */
  isJson: boolean;
}

/** For who asks for help; completion shows the summary alone. */
const DETAILS = new WeakMap<Command, string>();

export function describeCommand(command: Command): string {
  const details = DETAILS.get(command);
  return details === undefined ? command.description() : `${command.description()}\n\n${details}`;
}

export function addCommand<T extends z.ZodType>(parent: Command, kit: Kit, spec: CommandSpec<T>): void {
  const command = parent.command(spec.usage).summary(spec.summary);
  command.description(`${spec.summary}.`);
  if (spec.details !== undefined) DETAILS.set(command, spec.details);
  for (const option of spec.options ?? []) command.addOption(option);
  addCommonOptions(command);
  command.addHelpText("after", () => examplesText(spec.examples));
  command.action(async () => {
    const context = createContext(kit.surroundings, checked(commonOptionsSchema, command.optsWithGlobals()));
    kit.end(await spec.run(context, command.args, checked(spec.schema, command.opts())));
  });
}

/** A command that only holds others. */
export function addGroup(parent: Command, name: string, summary: string): Command {
  const group = parent.command(name).summary(summary).description(`${summary}.`).helpCommand(false);
  addCommonOptions(group);
  return group;
}

export function addCommonOptions(command: Command): void {
  command.optionsGroup("Everywhere:");
  for (const [flags, description] of COMMON_OPTIONS) command.option(flags, description);
  command.helpOption("-h, --help", "explain this");
}

export function examplesText(examples: CommandSpec<z.ZodType>["examples"]): string {
  const lines = examples.flatMap(([line, what]) => [`  # ${what}`, `  ${line}`, ""]);
  return `\nExamples:\n${lines.join("\n").trimEnd()}`;
}

/** Throws UsageError, which names the options that are wrong as they are written. */
function checked<T extends z.ZodType>(schema: T, options: unknown): z.output<T> {
  const parsed = schema.safeParse(options);
  if (parsed.success) return parsed.data;
  const reasons = parsed.error.issues.map(
    ({ path: [name = ""], message }) => `${flagOf(String(name))} ${message}`,
  );
  throw new UsageError(`${reasons.join("; ")}.`);
}

function flagOf(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
