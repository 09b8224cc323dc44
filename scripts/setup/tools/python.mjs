import { createHash } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { place } from "../cache.mjs";
import { SetupError, SourceUnavailable } from "../errors.mjs";
import { platform } from "../paths.mjs";
import { run, which } from "../run.mjs";
import { atLeast } from "../versions.mjs";

const LEAST = "3.10";
const NAMES = ["python3", "python3.13", "python3.12", "python3.11", "python3.10", "python"];
const HELP =
  "Install Python 3.10 to 3.13 with its `venv` module (Debian and Ubuntu: sudo apt install python3-venv python3-pip; " +
  "macOS: brew install python@3.13), or set DIARIST_SPEECH_BASE_URL to a speech service and the other DIARIST_* variables " +
  "to programs of your own.";

let python;

/** The machine's Python: `{path, version: "3.11"}`. */
export function findPython() {
  python ??= searchPython();
  return python;
}

async function searchPython() {
  for (const name of NAMES) {
    const path = await which(name);
    if (path === undefined) continue;
    const code = "import sys; print('%d.%d' % sys.version_info[:2])";
    const { stdout } = await run(path, ["-c", code]).catch(() => ({ stdout: "0" }));
    if (atLeast(stdout.trim(), LEAST)) return { path, version: stdout.trim() };
  }
  throw new SetupError(`Python ${LEAST} or newer was not found. ${HELP}`);
}

/** A Python whose `-m pip` works: the machine's own, or else an environment in the cache. */
export async function pythonWithPip(cache) {
  const { path, version } = await findPython();
  if (await works(path, ["-m", "pip", "--version"])) return path;
  const found = await place(cache, `pip-${version}-${platform}`, async (work) => {
    await makeEnvironment(path, join(work, "env"));
    return { path: "env/bin/python", version, source: "made here" };
  });
  return found.path;
}

/**
 * Makes a virtual environment that has pip. Debian without python3-venv cannot (ensurepip is missing there); then
 * virtualenv, when it is installed, does it, or the machine's pip puts itself into an empty one.
 */
export async function makeEnvironment(path, folder) {
  if (await works(path, ["-m", "venv", folder])) return;
  await rm(folder, { recursive: true, force: true });
  if (await works(path, ["-m", "virtualenv", folder])) return;
  const virtualenv = await which("virtualenv");
  if (virtualenv !== undefined && (await works(virtualenv, ["--python", path, folder]))) return;
  await rm(folder, { recursive: true, force: true });
  const bare = await works(path, ["-m", "venv", "--without-pip", folder]);
  const target = join(folder, "bin/python");
  if (bare && (await works(path, ["-m", "pip", "--python", target, "install", "--quiet", "pip"]))) return;
  throw new SetupError(`${path} cannot make a virtual environment. ${HELP}`);
}

/** Installs what a requirements file pins, every package by hash, into the environment of `python`. */
export async function installRequirements(python, file) {
  const options = ["--quiet", "--require-hashes", "--only-binary=:all:"];
  await run(python, ["-m", "pip", "install", ...options, "--requirement", file]).catch((error) => {
    throw new SourceUnavailable(error.message);
  });
}

/** Names a set of requirements: environments that differ in them are apart in the cache. */
export async function digestOfRequirements(file) {
  return createHash("sha256")
    .update(await readFile(file))
    .digest("hex")
    .slice(0, 12);
}

async function works(command, args) {
  return await run(command, args).then(
    () => true,
    () => false,
  );
}
