import { access, chmod, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { createReadStream, createWriteStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import { SourceUnavailable } from "../errors.mjs";
import { platform } from "../paths.mjs";
import { run } from "../run.mjs";
import { npmPackage } from "../sources/npm-package.mjs";
import { releaseZip } from "../sources/release-zip.mjs";
import { versionFrom } from "../versions.mjs";

/** Chrome for Testing: the newest of which a public manifest (angular/rules_browsers) gives the hashes. */
const SHELL = "147.0.7687.0";
const shell = (target, sha256) => ({
  file: `${target}/chrome-headless-shell-${target}.zip`,
  program: `chrome-headless-shell-${target}/chrome-headless-shell`,
  sha256,
});

/** The same program, built without what a server's machine lacks, as @sparticuz/chromium packs it. */
const PACKED = "153.0.0";

export const chromium = {
  name: "chromium",
  id: `chromium-${PACKED}-${platform}`,
  version: SHELL,
  why: "the browser of the page's tests",
  configured: "DIARIST_CHROMIUM",
  onPath: {
    program: [
      "chromium",
      "chromium-browser",
      "google-chrome",
      "google-chrome-stable",
      "chrome-headless-shell",
    ],
    versionArgs: ["--version"],
    // A snap sees neither the tests' folders nor the recordings that are spoken into its microphone.
    suits: (output) =>
      / snap$/m.test(output)
        ? undefined
        : versionFrom(/(?:Chrome|Chromium)\D* (\d[\d.]*)/, "140", { sameMajor: false })(output),
  },
  sources: [
    releaseZip({
      base: `https://storage.googleapis.com/chrome-for-testing-public/${SHELL}`,
      assets: {
        "linux-x64": shell("linux64", "1ac33f89306327af43be159c03ca4a26486de0858f42fe52394acdef50364143"),
        "darwin-x64": shell("mac-x64", "169ff49c465cfda52931395e61861e146dfc5013e92c01ca792db5acea858d0b"),
        "darwin-arm64": shell(
          "mac-arm64",
          "aeaaaaa4d68193a21bed04c44ddeb1230232707b4ea1d845a92925787509cd8e",
        ),
      },
      finish: async (folder, { program }) => {
        await mustStart(join(folder, program));
        return { path: program };
      },
    }),
    npmPackage({
      version: PACKED,
      packages: {
        "linux-x64": {
          name: "@sparticuz/chromium",
          integrity:
            "sha512-jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA==",
        },
      },
      finish: unpackPacked,
    }),
  ],
  otherwise:
    "Install Chromium 140 or newer (Debian: sudo apt install chromium; macOS: brew install --cask chromium), " +
    "or set DIARIST_CHROMIUM to a Chromium or Chrome.",
};

/** The package holds the program and, for machines that have none, Mozilla's security libraries, each under Brotli. */
async function unpackPacked(folder) {
  const packed = join(folder, "package/bin");
  const program = join(folder, "headless-shell");
  await unbrotli(join(packed, "chromium.br"), program);
  await chmod(program, 0o755);
  const bare = await mustStart(program).then(
    () => true,
    () => false,
  );
  if (!bare) await addLibraries(join(packed, "al2023.tar.br"), folder);
  await rm(join(folder, "package"), { recursive: true });
  return { path: "headless-shell", version: PACKED };
}

async function addLibraries(archive, folder) {
  const tar = join(folder, "libraries.tar");
  await unbrotli(archive, tar);
  await mkdir(join(folder, "libraries"));
  await run("tar", ["-xf", tar, "-C", join(folder, "libraries")]);
  await rm(tar);
  const launcher = join(folder, "headless-shell");
  await rename(launcher, `${launcher}.bin`);
  await writeFile(launcher, LAUNCHER, { mode: 0o755 });
  await mustStart(launcher);
}

const LAUNCHER = `#!/bin/sh
here=$(cd "$(dirname "$0")" && pwd)
export LD_LIBRARY_PATH="$here/libraries/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
exec "$here/headless-shell.bin" "$@"
`;

async function unbrotli(from, to) {
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to));
}

/** A build for other machines is whole by its checksum, and still lacks libraries here. */
async function mustStart(program) {
  await access(program);
  await run(program, ["--version"], { timeoutMs: 30_000 }).catch((error) => {
    throw new SourceUnavailable(`it does not start here: ${(error.tail ?? error.message).split("\n")[0]}`);
  });
}
