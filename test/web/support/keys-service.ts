import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Service } from "../../e2e/service.js";
import type { Ground } from "./ground.js";

const commandLine = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));

/** A service of its own that asks for keys. The speech engine is the one that runs anyway. */
export async function startKeysService({ env }: Ground): Promise<Service> {
  return Service.start({
    DIARIST_AUTH: "keys",
    DIARIST_SPEECH_BASE_URL: `http://127.0.0.1:${env["DIARIST_SPEECH_PORT"] ?? ""}/v1`,
  });
}

/** A key as its operator makes it on the command line, with every scope unless told otherwise. */
export async function makeKey(
  { env }: Service,
  scopes = "jobs:read,jobs:write,keys:write,webhooks:write",
): Promise<string> {
  const args = ["keys", "create", "--tenant", "team", "--name", "first", "--scopes", scopes];
  const { stdout } = await promisify(execFile)(process.execPath, [commandLine, ...args], { env });
  return stdout.trim();
}
