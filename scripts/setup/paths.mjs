import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** What belongs to this checkout: the list of parts, and the stamp of the last build. */
export const projectCache = join(root, "node_modules/.cache/diarist");
export const partsFile = join(projectCache, "parts.json");

/** What all checkouts of this user share: programs, weights, virtual environments. */
export function cacheFolder(env = process.env) {
  if (env.DIARIST_CACHE) return resolve(env.DIARIST_CACHE);
  return join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "diarist");
}

/** "linux-x64", "darwin-arm64", … */
export const platform = `${process.platform}-${process.arch}`;
