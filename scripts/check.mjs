/*
 * `npm run check`: everything that can be said about the source without running it. One line a check, and the output of
 * those that failed. `runChecks` is what `npm test` counts.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { delimiter, join } from "node:path";
import { enginePython, hasModule } from "./engine-python.mjs";
import { projectCache, root } from "./setup/paths.mjs";

const python = enginePython();

/** Each check is one or more commands; it passes when all of them exit with 0. The slow ones come first. */
const checks = [
  { name: "lint", commands: [["eslint", ".", "--max-warnings", "0"]] },
  {
    name: "types",
    commands: [
      ["tsc", "--noEmit", "--incremental", "--tsBuildInfoFile", join(projectCache, "types.tsbuildinfo")],
      ["npm", "run", "--silent", "web:types"],
      [
        "tsc",
        "--project",
        "web",
        "--incremental",
        "--tsBuildInfoFile",
        join(projectCache, "web.tsbuildinfo"),
      ],
      [
        "tsc",
        "--project",
        "web/worker",
        "--incremental",
        "--tsBuildInfoFile",
        join(projectCache, "worker.tsbuildinfo"),
      ],
      [
        "tsc",
        "--project",
        "test/web",
        "--incremental",
        "--tsBuildInfoFile",
        join(projectCache, "web-tests.tsbuildinfo"),
      ],
    ],
  },
  { name: "format", commands: [["prettier", "--check", "--cache", "--log-level", "warn", "."]] },
  { name: "unused code and packages", commands: [["knip"]] },
  { name: "import rules", commands: [["depcruise", ...["src", "web"].filter((folder) => isThere(folder))]] },
  {
    name: "compose file",
    commands: [
      ["dclint", "--max-warnings", "0", "docker-compose.yaml", "infra/docker-compose.gpu.yaml"],
      // Says nothing where Docker's client or its plugin is missing: dclint has checked the schema by then.
      ["sh", "-c", "! docker compose version >/dev/null 2>&1 || docker compose config --quiet"],
    ],
  },
  {
    name: "engine's Python",
    skip:
      python !== undefined && hasModule(python, "ruff")
        ? undefined
        : "no ruff in the engine's environment; `npm run setup -- --for-tests` puts it there",
    commands: [
      [python, "-m", "ruff", "check", "engine", "test/clients"],
      [python, "-m", "ruff", "format", "--check", "engine", "test/clients"],
    ],
  },
];

/** Runs all checks, as many at once as there are processors. */
export async function runChecks() {
  const queue = [...checks];
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const work = async () => {
    for (let check = queue.shift(); check; check = queue.shift()) counts[await runCheck(check)] += 1;
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return counts;
}

async function runCheck({ name, commands, skip }) {
  if (skip) {
    console.log(`- ${name}: skipped, ${skip}`);
    return "skipped";
  }
  const startedAt = performance.now();
  const outputs = [];
  let failed = false;
  for (const command of commands) {
    const { code, output } = await run(command);
    if (code === 0) continue;
    failed = true;
    outputs.push(output.trim());
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log([`${failed ? "✗" : "✓"} ${name} (${seconds} s)`, ...outputs].join("\n"));
  return failed ? "failed" : "passed";
}

function run([program, ...args]) {
  const path = [join(root, "node_modules/.bin"), process.env.PATH].join(delimiter);
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, PATH: path, ...(process.stdout.isTTY && { FORCE_COLOR: "1" }) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  return new Promise((resolve) => {
    child.on("error", (error) => resolve({ code: 1, output: error.message }));
    child.on("close", (code) => resolve({ code, output }));
  });
}

function isThere(folder) {
  return existsSync(join(root, folder));
}

if (import.meta.main) {
  const { failed } = await runChecks();
  process.exitCode = failed === 0 ? 0 : 1;
}
