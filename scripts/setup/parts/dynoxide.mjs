import { platform } from "../paths.mjs";
import { npmPackage } from "../sources/npm-package.mjs";
import { releaseArchive } from "../sources/release-archive.mjs";
import { versionFrom } from "../versions.mjs";

const version = "1.2.1";
const asset = (target) => ({ file: `dynoxide-${target}.tar.gz`, program: "dynoxide" });

export const dynoxide = {
  name: "dynoxide",
  id: `dynoxide-${version}-${platform}`,
  version,
  why: "the DynamoDB-compatible job store",
  replacedBy: "DIARIST_DYNAMODB_ENDPOINT",
  configured: "DIARIST_DYNOXIDE",
  onPath: {
    program: "dynoxide",
    versionArgs: ["--version"],
    suits: versionFrom(/dynoxide (\d[\d.]*)/, version),
  },
  sources: [
    releaseArchive({
      base: `https://github.com/nubo-db/dynoxide/releases/download/v${version}`,
      assets: {
        "linux-x64": asset("x86_64-unknown-linux-musl"),
        "linux-arm64": asset("aarch64-unknown-linux-musl"),
        "darwin-x64": asset("x86_64-apple-darwin"),
        "darwin-arm64": asset("aarch64-apple-darwin"),
      },
      // No public manifest carries this release's hashes, so its own list, beside the archives, has to do.
      checksums: { file: "sha256sums.txt" },
    }),
    npmPackage({
      version,
      packages: {
        "linux-x64": {
          name: "@dynoxide/linux-x64",
          integrity:
            "sha512-sBHqlxJ9ANkLluFkYRfd5r8Y0ApFew4FhOrlhgRAgD4XzEoFOukEo1nuBTQ1+jTtofqwn4NWQ2k0Tn5mNTjgUg==",
          program: "dynoxide",
        },
      },
    }),
  ],
  otherwise:
    "Install dynoxide (macOS: brew install nubo-db/tap/dynoxide; elsewhere: cargo install dynoxide-rs) so that it is on the " +
    "PATH, set DIARIST_DYNOXIDE to it, or set DIARIST_DYNAMODB_ENDPOINT to a DynamoDB-compatible server (`aws` for Amazon's).",
};
