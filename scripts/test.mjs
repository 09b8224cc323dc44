/*
 * `npm test`: the checks, Vitest's three suites, the page's in a browser and the speech engine's own tests, one after the
 * other (the machine's processors are for the suite that runs), at the end what failed, and as the last line what came of
 * all of them.
 *
 *   npm test -- --only unit              one suite: check, unit, integration, e2e, web or engine; may be repeated
 *   npm test -- test/domain -t stitches  anything else goes to Vitest, and then only Vitest's suites run
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { runChecks } from "./check.mjs";
import { enginePython, speechModel } from "./engine-python.mjs";
import { root } from "./setup/paths.mjs";
import { countJunit, countPlaywright, countVitest, describeCounts, sum } from "./test-counts.mjs";
import { failuresInJunit, failuresInPlaywright, failuresInVitest } from "./test-failures.mjs";

const reports = mkdtempSync(join(tmpdir(), "diarist-test-reports-"));

const suites = {
  check: () => runChecks(),
  unit: (args) => runVitest("unit", args),
  integration: (args) => runVitest("integration", args),
  e2e: (args) => runVitest("e2e", args),
  web: (args) => runPlaywright(args),
  engine: () => runPytest(),
};
const VITEST_SUITES = ["unit", "integration", "e2e"];

const { only, vitestArgs } = parse(process.argv.slice(2));
const filtered = vitestArgs.length > 0;
const chosen = only.length > 0 ? only : filtered ? VITEST_SUITES : Object.keys(suites);

const results = [];
for (const name of chosen) {
  console.log(`\n── ${name} ──`);
  const counts = await suites[name](vitestArgs);
  // A filter may well leave a suite empty; otherwise a suite without a test is one that was not run.
  if (!filtered && counts.passed + counts.failed === 0) {
    console.log(`${name}: ran nothing`);
    counts.failed += 1;
  }
  results.push({ name, failures: [], ...counts });
}
rmSync(reports, { recursive: true });

const failures = results.flatMap(({ name, failed, failures }) => {
  const unnamed = failed > failures.length ? [`${name}: more in its part of the output, above`] : [];
  return [...failures, ...unnamed];
});
if (failures.length > 0) console.log(`\nWhat failed:\n\n${failures.join("\n\n")}`);
const total = sum(results);
console.log(`\n${describeCounts(total)}`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

async function runVitest(project, args) {
  const report = join(reports, `${project}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const empty = args.length > 0 ? ["--passWithNoTests"] : [];
  const code = await run("vitest", ["run", "--project", project, ...reporters, ...empty, ...args]);
  const text = readReport(report);
  return { ...countVitest(text, code), failures: failuresInVitest(text, root) };
}

async function runPlaywright(args) {
  const report = join(reports, "web.json");
  const options = ["--config", "test/web/playwright.config.ts", "--reporter=list,json"];
  const code = await run("playwright", ["test", ...options, ...args], ".", {
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  });
  const text = readReport(report);
  return { ...countPlaywright(text, code), failures: failuresInPlaywright(text) };
}

async function runPytest() {
  const python = enginePython();
  if (python === undefined) {
    console.log("The engine's environment is missing: run `npm run setup -- --for-tests`.");
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const report = join(reports, "engine.xml");
  const code = await run(python, ["-m", "pytest", "-q", `--junitxml=${report}`], "engine", {
    ENGINE_TEST_MODEL: speechModel() ?? "",
  });
  const text = readReport(report);
  return { ...countJunit(text, code), failures: failuresInJunit(text) };
}

function readReport(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function run(program, args, folder = ".", env = {}) {
  const path = [join(root, "node_modules/.bin"), process.env.PATH].join(delimiter);
  const child = spawn(program, args, {
    cwd: join(root, folder),
    env: { ...process.env, PATH: path, ...env },
    stdio: ["ignore", "inherit", "inherit"],
  });
  return new Promise((resolve) => {
    child.on("error", (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.on("close", (code) => resolve(code ?? 1));
  });
}

/** Takes `--only NAME` and `--only=NAME` out; the rest is Vitest's. */
function parse(args) {
  const only = [];
  const rest = [];
  for (let index = 0; index < args.length; index += 1) {
    const [flag, value] = args[index].split("=");
    if (flag !== "--only") rest.push(args[index]);
    else only.push(value ?? args[(index += 1)]);
  }
  const unknown = only.find((name) => !Object.hasOwn(suites, name));
  if (unknown !== undefined || only.includes(undefined)) {
    console.error(`--only takes one of ${Object.keys(suites).join(", ")}`);
    process.exit(2);
  }
  return { only, vitestArgs: rest };
}
