import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { withLock } from "./lock.mjs";

/*
 * A part in the cache is a folder `<name>-<version>-<platform>` with a `part.json` that says which file in it is the part
 * and where it came from. The folder is filled under another name and renamed when it is complete, so that whatever bears
 * the final name is whole.
 */
export async function findCached(cache, id) {
  const folder = join(cache, id);
  try {
    const { path, version, source } = JSON.parse(await readFile(join(folder, "part.json"), "utf8"));
    await stat(join(folder, path));
    return { path: join(folder, path), version, source };
  } catch {
    return undefined;
  }
}

/**
 * Fills the folder of `id` with `fill(workFolder)`, which gives `{path, version, source}` with the path relative to it.
 * Of several set-ups at once one does the work; the others wait and find it done.
 */
export async function place(cache, id, fill, onWait) {
  return await withLock(
    join(cache, "locks", id),
    async () => {
      const existing = await findCached(cache, id);
      if (existing !== undefined) return existing;
      // With the name of the part alone: what a killed set-up left here is found, and cleared, by the next.
      const work = join(cache, "unfinished", id);
      await rm(work, { recursive: true, force: true });
      await mkdir(work, { recursive: true });
      try {
        const part = await fill(work);
        await writeFile(join(work, "part.json"), JSON.stringify(part, null, 2));
        // Something without a readable part.json is a leftover of a hand, not of this program.
        await rm(join(cache, id), { recursive: true, force: true });
        await rename(work, join(cache, id));
      } finally {
        await rm(work, { recursive: true, force: true });
      }
      return await findCached(cache, id);
    },
    onWait,
  );
}
