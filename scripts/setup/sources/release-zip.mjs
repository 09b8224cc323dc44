import { chmod, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { download } from "../download.mjs";
import { SourceUnavailable } from "../errors.mjs";
import { platform } from "../paths.mjs";
import { run } from "../run.mjs";
import { findPython } from "../tools/python.mjs";

/**
 * A program in a .zip of its publisher's release: `assets` gives for each platform `{file, program, sha256}`.
 * `finish(folder, asset)` gives the part.
 */
export function releaseZip({ base, assets, finish }) {
  return {
    label: "publisher's release",
    async fetch(work, { cache, onProgress }) {
      const asset = assets[platform];
      if (asset === undefined) throw new SourceUnavailable(`there is none for ${platform}`);
      const archive = join(cache, "downloads", `${asset.sha256.slice(0, 16)}-${basename(asset.file)}`);
      await download({ url: `${base}/${asset.file}`, file: archive, sha256: asset.sha256, onProgress });
      // Python is there for the engine in any case, `unzip` is not everywhere. It forgets what is executable.
      const { path: python } = await findPython();
      await run(python, ["-m", "zipfile", "-e", archive, work]);
      await chmod(join(work, asset.program), 0o755);
      await rm(archive);
      return await finish(work, asset);
    },
  };
}
