import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SetupError } from "./errors.mjs";
import { chromium } from "./parts/chromium.mjs";
import { addTestRequirements, enginePython } from "./parts/engine-python.mjs";
import { dynoxide } from "./parts/dynoxide.mjs";
import { ffmpeg } from "./parts/ffmpeg.mjs";
import { isPinnedModel, speechModel } from "./parts/speech-model.mjs";
import { temporal } from "./parts/temporal.mjs";
import { testClients } from "./parts/test-clients.mjs";
import { testServer } from "./parts/test-server.mjs";
import { versitygw } from "./parts/versitygw.mjs";
import { cacheFolder, partsFile, projectCache } from "./paths.mjs";
import { resolvePart } from "./resolve.mjs";
import { say } from "./say.mjs";

/**
 * Sets up every part that is needed, at the same time, and notes in parts.json where each is. The tests run all services
 * themselves, whatever the configuration names instead.
 */
export async function setUpParts({ forTests, env }) {
  const cache = cacheFolder(env);
  const wanted = [temporal, versitygw, dynoxide, ffmpeg];
  if (forTests) wanted.push(testServer, chromium, await testClients());
  const needed = (part) => forTests || !part.replacedBy || !env[part.replacedBy];

  const work = wanted
    .filter(needed)
    .map(async (part) => [part.name, await resolvePart(part, { cache, env })]);
  for (const part of wanted.filter((candidate) => !needed(candidate)))
    say(`– ${part.name}: not needed, ${part.replacedBy} is set`);
  if (forTests || !env.DIARIST_SPEECH_BASE_URL)
    work.push(setUpModel({ cache, env }), setUpPython({ cache, env, forTests }));
  else say("– speech engine: not needed, DIARIST_SPEECH_BASE_URL is set");

  // All of them, so that one run tells of every part that is missing.
  const results = await Promise.allSettled(work);
  await note(results.filter(({ status }) => status === "fulfilled").map(({ value }) => value));
  const failures = results.filter(({ status }) => status === "rejected").map(({ reason }) => reason);
  const unexpected = failures.find((error) => !(error instanceof SetupError));
  if (unexpected !== undefined) throw unexpected;
  if (failures.length > 0) throw new SetupError(failures.map(({ message }) => message).join("\n\n"));
}

async function setUpModel({ cache, env }) {
  const model = env.DIARIST_SPEECH_MODEL || "base";
  if (isPinnedModel(model)) return ["speech-model", await resolvePart(speechModel(model), { cache, env })];
  const source = (await isFolder(model))
    ? "DIARIST_SPEECH_MODEL, a folder"
    : "the engine fetches it from the model hub";
  say(`✓ speech-model ${model}: ${source}`);
  return ["speech-model", { path: model, version: model, source }];
}

async function setUpPython({ cache, env, forTests }) {
  const found = await resolvePart(await enginePython(env), { cache, env });
  if (forTests) await addTestRequirements(found.path, env);
  return ["python", found];
}

async function isFolder(path) {
  return await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** What an earlier run noted stays: the parts of the tests are not lost by a plain start. */
async function note(entries) {
  await mkdir(projectCache, { recursive: true });
  const before = await readFile(partsFile, "utf8").then(JSON.parse, () => ({}));
  const partial = join(projectCache, `parts.json.${process.pid}`);
  await writeFile(partial, `${JSON.stringify({ ...before, ...Object.fromEntries(entries) }, null, 2)}\n`);
  await rename(partial, partsFile);
}
