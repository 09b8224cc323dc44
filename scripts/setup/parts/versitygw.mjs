import { platform } from "../paths.mjs";
import { goModule } from "../sources/go-module.mjs";
import { releaseArchive } from "../sources/release-archive.mjs";
import { versionFrom } from "../versions.mjs";

const version = "1.8.0";
const asset = (name, sha256) => ({
  file: `versitygw_v${version}_${name}.tar.gz`,
  program: `versitygw_v${version}_${name}/versitygw`,
  sha256,
});

export const versitygw = {
  name: "versitygw",
  id: `versitygw-${version}-${platform}`,
  version,
  why: "the S3-compatible object store",
  replacedBy: "DIARIST_S3_ENDPOINT",
  configured: "DIARIST_VERSITYGW",
  onPath: {
    program: "versitygw",
    versionArgs: ["--version"],
    suits: versionFrom(/^Version\s*:\s*v?(\d[\d.]*)/m, version),
  },
  sources: [
    releaseArchive({
      base: `https://github.com/versity/versitygw/releases/download/v${version}`,
      assets: {
        "linux-x64": asset(
          "Linux_x86_64",
          "2ba2c734d10d2c4e651d03182cb4b246656bc735a2f282db7b0b73fba6073467",
        ),
        "linux-arm64": asset(
          "Linux_arm64",
          "b34051d33f5a9c457f790896acb7bd7d7e15ad8d92efb70616b924f37e401910",
        ),
        "darwin-x64": asset(
          "Darwin_x86_64",
          "104bd978e80ef0173554cfd8630ccc5bac24b00da440510b60365a3b6b6ab134",
        ),
        "darwin-arm64": asset(
          "Darwin_arm64",
          "4953096f65a9c0d62ab184fb6b2ba7c2435229205cf00a56cb62cd4bf6b216ca",
        ),
      },
    }),
    goModule({
      module: "github.com/versity/versitygw",
      version: `v${version}`,
      sum: "h1:au+wI+aybno/STsQiSm35Uu6Q6iK5MWReQxgO6SEMFc=",
      command: "cmd/versitygw",
      program: "versitygw",
      go: "1.25",
    }),
  ],
  otherwise:
    `Install versitygw ${version} so that it is on the PATH, set DIARIST_VERSITYGW to it, ` +
    "or set DIARIST_S3_ENDPOINT to an S3-compatible server of yours (`aws` for Amazon S3).",
};
