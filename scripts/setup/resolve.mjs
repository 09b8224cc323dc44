import { stat } from "node:fs/promises";
import { findCached, place } from "./cache.mjs";
import { SetupError, SourceUnavailable } from "./errors.mjs";
import { run, which } from "./run.mjs";
import { busy, say } from "./say.mjs";

/*
 * Where a part comes from, first match wins: what the configuration names, a suitable one on the PATH, the cache, then
 * the part's sources in their order (its publisher's own download before any mirror). A part is
 *
 *   name       its name in parts.json
 *   version    the pinned one, also the name of its place in the cache
 *   configured the variable that names one: optional
 *   onPath     {program, versionArgs, suits(output)}: optional; one name or several, by preference; `suits` gives the
 *              version, or undefined to refuse it
 *   sources    [{label, fetch(work, tools)}]: `fetch` fills a folder and gives {path} in it, with `version` where it is not
 *              the part's, or throws SourceUnavailable
 *   otherwise  what a person can do when nothing works
 */
export async function resolvePart(part, { cache, env }) {
  const found =
    (await fromConfiguration(part, env)) ??
    (await fromPath(part, env)) ??
    (await fromCache(part, cache)) ??
    (await fromSources(part, cache));
  say(`✓ ${part.name} ${found.version}: ${found.source}`);
  return found;
}

async function fromConfiguration(part, env) {
  const path = env[part.configured];
  if (!path) return undefined;
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  if (!exists) throw new SetupError(`${part.configured} names ${path}, which does not exist.`);
  return { path, version: "(as configured)", source: `${part.configured}, ${path}` };
}

async function fromPath(part, env) {
  if (part.onPath === undefined) return undefined;
  const { program, versionArgs, suits } = part.onPath;
  for (const name of [program].flat()) {
    const path = await which(name, env.PATH);
    if (path === undefined) continue;
    const output = await run(path, versionArgs, { timeoutMs: 10_000 }).catch(() => undefined);
    const version = output === undefined ? undefined : suits(`${output.stdout}${output.stderr}`);
    if (version !== undefined) return { path, version, source: `on the PATH, ${path}` };
    say(`  ${part.name}: ${path} is not a version that fits`);
  }
  return undefined;
}

async function fromCache(part, cache) {
  const found = await findCached(cache, part.id);
  return found && { ...found, source: `cache (${found.source})` };
}

async function fromSources(part, cache) {
  const failures = [];
  for (const source of part.sources) {
    try {
      return await fetchFrom(part, source, cache);
    } catch (error) {
      if (!(error instanceof SourceUnavailable)) throw error;
      failures.push(`  ${source.label}: ${error.message}`);
      say(`  ${part.name}: ${source.label} does not serve: ${error.message}`);
    }
  }
  throw new SetupError(
    `${part.name} (${part.why}) could not be set up:\n${failures.join("\n")}\n${part.otherwise}`,
  );
}

async function fetchFrom(part, source, cache) {
  const onWait = () => say(`  ${part.name}: another set-up is fetching it, waiting`);
  const fill = async (work) => {
    const shown = busy(part.name, source.label);
    try {
      const { path, version = part.version } = await source.fetch(work, {
        cache,
        onProgress: shown.progress,
      });
      return { path, version, source: source.label };
    } finally {
      shown.done();
    }
  };
  return await place(cache, part.id, fill, onWait);
}
