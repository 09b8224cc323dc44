import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { SourceUnavailable } from "../errors.mjs";
import { platform } from "../paths.mjs";
import { wheel } from "../sources/wheel.mjs";
import { versionFrom } from "../versions.mjs";

const version = "9.0.2";
const BINARIES = "imageio_ffmpeg/binaries";

export const ffmpeg = {
  name: "ffmpeg",
  id: `ffmpeg-${version}-${platform}`,
  version,
  why: "reads and cuts recordings of any format",
  configured: "DIARIST_FFMPEG",
  onPath: {
    program: "ffmpeg",
    versionArgs: ["-version"],
    suits: versionFrom(/ffmpeg version n?(\d[\d.]*)/, "5.0", { sameMajor: false }),
  },
  // The FFmpeg project publishes source code only, so there is no download of its own.
  sources: [
    wheel({
      distribution: "imageio-ffmpeg",
      version: "0.8.1",
      sha256: {
        "linux-x64": "050d6850601c3b3890bd2b28306f3b842b3daea390a561101174375a1c460bda",
        "linux-arm64": "fad3176f859b25869e60a8ed79957d4e3ed74a97a95e5f0cdcb91455f6c6d00e",
        "darwin-x64": "9538a10e598257263b5de1a1c1b86e7603417bc219245b1e279b452e5e48cc20",
        "darwin-arm64": "5636d691e36e5274b13fe38182b1f627b2e35dcecc63944012c2470f9484fc45",
      },
      async finish(folder) {
        const program = (await readdir(join(folder, BINARIES))).find((name) => name.startsWith("ffmpeg-"));
        if (program === undefined) throw new SourceUnavailable("the wheel carries no ffmpeg");
        return join(BINARIES, program);
      },
    }),
  ],
  otherwise:
    "Install ffmpeg 5 or newer (Debian and Ubuntu: sudo apt install ffmpeg; macOS: brew install ffmpeg), or set DIARIST_FFMPEG.",
};
