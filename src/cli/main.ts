import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CommanderError } from "commander";
import { z } from "zod";
import { ConfigError, readClientConfig } from "../config.js";
import { DiaristError } from "../domain/errors.js";
import { checkout } from "./compose/checkout.js";
import { composeSurroundings } from "./compose/surroundings.js";
import { CliError, EXIT, type ExitCode } from "./exit.js";
import { createProgram } from "./program.js";

/* The command line, `diarist`. scripts/diarist.mjs starts it, on the Node that it was made for. */

// What others on this machine are shown instead of the arguments, which may hold a key.
process.title = "diarist";
// Whoever reads the output may have seen enough (`| head`).
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(EXIT.done);
  throw error;
});

const words = process.argv.slice(2);
const wants = (flag: string): boolean => words.includes(flag);
const packageSchema = z.object({ version: z.string() });

process.exitCode = await run();

async function run(): Promise<ExitCode> {
  let code: ExitCode | undefined;
  try {
    loadDotEnv();
    const { version } = packageSchema.parse(JSON.parse(readFileSync(join(checkout, "package.json"), "utf8")));
    const surroundings = composeSurroundings(readClientConfig(), version);
    const end = (given: ExitCode | undefined): void => {
      code = given;
    };
    await createProgram({ surroundings, end, isJson: wants("--json") }).parseAsync(process.argv);
    return code ?? EXIT.done;
  } catch (error) {
    return failed(error);
  }
}

/** Says in a sentence what is wrong; where it comes from only to someone who asks. */
function failed(error: unknown): ExitCode {
  if (wants("--debug"))
    process.stderr.write(`${error instanceof Error ? String(error.stack) : String(error)}\n`);
  if (error instanceof CommanderError && (error.exitCode === 0 || error.code === "commander.help"))
    return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (error instanceof CommanderError && !wants("--json")) {
    const file = fileLikeAnOption();
    if (file !== undefined) process.stderr.write(`A file is meant? Then write ./${file}\n`);
    return EXIT.usage;
  }
  const known = knownError(error);
  if (wants("--json"))
    process.stderr.write(`${JSON.stringify({ error: { code: known.code, message: known.message } })}\n`);
  else process.stderr.write(`${known.exitCode === EXIT.interrupted ? "" : "error: "}${known.message}\n`);
  return known.exitCode;
}

function knownError(error: unknown): CliError {
  if (error instanceof CliError) return error;
  if (error instanceof CommanderError)
    return new CliError(error.message.replace(/^error: /, ""), EXIT.usage, "usage");
  if (error instanceof ConfigError) return new CliError(error.message, EXIT.usage, "configuration");
  if (error instanceof DiaristError) return new CliError(error.message, EXIT.failed, error.code);
  const message = error instanceof Error ? error.message : String(error);
  return new CliError(`${message} (--debug tells where this comes from)`, EXIT.failed, "unexpected");
}

/** A word of the command line that begins with a dash and yet is a file here. */
function fileLikeAnOption(): string | undefined {
  return words.find((word) => word.startsWith("-") && existsSync(word));
}

/** That of the service; never one of the folder that someone happens to be in, which could send a key anywhere. */
function loadDotEnv(): void {
  try {
    process.loadEnvFile(join(checkout, ".env"));
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
}
