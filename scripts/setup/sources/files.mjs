import { rename } from "node:fs/promises";
import { join } from "node:path";
import { download } from "../download.mjs";

/** Plain files of a publisher, each pinned: `files` is {name: sha256}. The part is the folder with all of them. */
export function publishedFiles({ base, files }) {
  return {
    label: "publisher's files",
    async fetch(work, { cache, onProgress }) {
      for (const [name, sha256] of Object.entries(files)) {
        // Fetched beside the work folder first, so that an interrupted set-up finds the part of it again.
        const file = join(cache, "downloads", `${sha256.slice(0, 16)}-${name}`);
        await download({ url: `${base}/${name}`, file, sha256, onProgress });
        await rename(file, join(work, name));
      }
      return { path: "." };
    },
  };
}
