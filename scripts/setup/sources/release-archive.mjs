import { chmod, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { download } from "../download.mjs";
import { SourceUnavailable } from "../errors.mjs";
import { platform } from "../paths.mjs";
import { requireReachable } from "../reachable.mjs";
import { run } from "../run.mjs";

/**
 * A program in a .tar.gz of its publisher's release: `assets` gives for each platform `{file, program}` and either the
 * `sha256` itself or nothing, where `checksums` names the release's own list: `{file, sha256?}`.
 */
export function releaseArchive({ base, assets, checksums }) {
  return {
    label: "publisher's release",
    async fetch(work, { cache, onProgress }) {
      const asset = assets[platform];
      if (asset === undefined) throw new SourceUnavailable(`there is none for ${platform}`);
      const sha256 = asset.sha256 ?? (await listedSha256(base, checksums, asset.file, work));
      const archive = join(cache, "downloads", asset.file);
      await download({ url: `${base}/${asset.file}`, file: archive, sha256, onProgress });
      await run("tar", ["-xzf", archive, "-C", work]);
      await chmod(join(work, asset.program), 0o755);
      await rm(archive);
      return { path: asset.program };
    },
  };
}

async function listedSha256(base, checksums, file, work) {
  const list = join(work, "checksums");
  const url = `${base}/${checksums.file}`;
  if (checksums.sha256 !== undefined) await download({ url, file: list, sha256: checksums.sha256 });
  const text = checksums.sha256 !== undefined ? await readFile(list, "utf8") : await fetchText(url);
  await rm(list, { force: true });
  const line = text.split("\n").find((entry) => entry.trim().endsWith(file));
  if (line === undefined) throw new SourceUnavailable(`${checksums.file} does not list ${file}`);
  return line.trim().split(/\s+/)[0];
}

async function fetchText(url) {
  await requireReachable(url);
  const response = await fetch(url, { signal: AbortSignal.timeout(30_000) }).catch((error) => {
    throw new SourceUnavailable(`${url}: ${error.cause?.message ?? error.message}`);
  });
  if (!response.ok) throw new SourceUnavailable(`${url} answered ${response.status}`);
  return await response.text();
}
