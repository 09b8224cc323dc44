import { spawn } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";

/** Runs a program to its end and gives its output; rejects with what it said when it fails. */
export function run(command, args, { cwd, env, timeoutMs } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    });
    const output = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"]) {
      child[name].setEncoding("utf8");
      child[name].on("data", (text) => (output[name] += text));
    }
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code === 0) return resolve(output);
      const tail = shorten(`${output.stdout}\n${output.stderr}`);
      reject(Object.assign(new Error(`${command} ended with ${signal ?? code}:\n${tail}`), { tail }));
    });
  });
}

/** Some programs say what is wrong first and then how to call them, others end with it: both ends are kept. */
function shorten(output) {
  const lines = output.trim().split("\n");
  return lines.length <= 24 ? lines.join("\n") : [...lines.slice(0, 12), "…", ...lines.slice(-12)].join("\n");
}

/** The full path of a program on the PATH, or undefined. */
export async function which(program, path = process.env.PATH ?? "") {
  for (const folder of path.split(delimiter).filter((entry) => entry !== "")) {
    const candidate = join(folder, program);
    const executable = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (executable) return candidate;
  }
  return undefined;
}
