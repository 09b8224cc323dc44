import { stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { withLock } from "../lock.mjs";
import { platform, root } from "../paths.mjs";
import { busy } from "../say.mjs";
import { digestOfRequirements, findPython, installRequirements, makeEnvironment } from "../tools/python.mjs";

const requirementsFile = join(root, "engine/requirements.txt");
const testRequirementsFile = join(root, "engine/requirements-dev.txt");

/** The speech engine's virtual environment: one for each set of requirements, every package pinned by hash. */
export async function enginePython(env) {
  const common = {
    name: "python",
    why: "the speech engine's virtual environment",
    configured: "DIARIST_PYTHON",
    otherwise:
      "Its packages have wheels for Python 3.10 to 3.13 on Linux and macOS. Or set DIARIST_PYTHON to an interpreter that has " +
      "them, or DIARIST_SPEECH_BASE_URL to a speech service.",
  };
  // A configured interpreter needs neither the machine's Python nor the requirements.
  if (env.DIARIST_PYTHON) return { ...common, id: "", version: "", sources: [] };

  const digest = await digestOfRequirements(requirementsFile);
  const { path, version } = await findPython();
  return {
    ...common,
    id: `engine-${digest}-python${version}-${platform}`,
    version: `${version}, requirements ${digest}`,
    sources: [
      {
        label: "Python registry, engine/requirements.txt",
        async fetch(work) {
          await makeEnvironment(path, join(work, "env"));
          await installRequirements(join(work, "env/bin/python"), requirementsFile);
          return { path: "env/bin/python" };
        },
      },
    ],
  };
}

/** Adds what the engine's own tests need to an environment in the cache; once for each set of requirements. */
export async function addTestRequirements(python, env) {
  if (env.DIARIST_PYTHON) return;
  const mark = join(dirname(dirname(python)), `tests-${await digestOfRequirements(testRequirementsFile)}`);
  await withLock(`${mark}.lock`, async () => {
    if (await exists(mark)) return;
    const shown = busy("python", "Python registry, engine/requirements-dev.txt");
    try {
      await installRequirements(python, testRequirementsFile);
    } finally {
      shown.done();
    }
    await writeFile(mark, "");
  });
}

async function exists(file) {
  return await stat(file).then(
    () => true,
    () => false,
  );
}
