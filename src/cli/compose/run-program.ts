import { spawn } from "node:child_process";
import { dirname, delimiter } from "node:path";
import { CliError } from "../exit.js";
import { checkout } from "./checkout.js";

/** Runs a program of this checkout with this terminal, and gives its exit code; throws where that is not 0 unless it may fail. */
export function runProgram(
  command: string,
  args: readonly string[],
  { mayFail = false }: { mayFail?: boolean } = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: checkout,
      stdio: ["inherit", "inherit", "inherit"],
      env: environment(),
    });
    // Ctrl-C reaches it too; how it ends is how this ends.
    const ignore = (): void => undefined;
    process.on("SIGINT", ignore);
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      process.off("SIGINT", ignore);
      const exitCode = signal === null ? (code ?? 1) : 130;
      if (exitCode === 0 || mayFail) resolve(exitCode);
      else
        reject(
          new CliError(`${command} ${args.join(" ")} ended with ${exitCode}; what it said above tells why.`),
        );
    });
  });
}

/** With the Node that this runs on in front, as npm's scripts have it. */
function environment(): NodeJS.ProcessEnv {
  // eslint-disable-next-line no-restricted-properties -- handed on, not read
  const { PATH = "", ...others } = process.env;
  return { ...others, PATH: [dirname(process.execPath), PATH].join(delimiter) };
}
