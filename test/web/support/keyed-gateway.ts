import { execFile, spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { readConfig } from "../../../src/config.js";
import { embeddedCredentials } from "../../../src/stack/credentials.js";
import { readParts } from "../../../src/stack/parts.js";
import { planServices } from "../../../src/stack/plan.js";
import { freePort } from "../../../src/stack/free-ports.js";
import type { Ground } from "./ground.js";

const built = (name: string): string => fileURLToPath(new URL(`../../../dist/${name}`, import.meta.url));

/** Another gateway of the same service, which asks for keys. Each tenant begins with nothing. */
export interface KeyedGateway {
  url: string;
  /** A key of a tenant of that name, for jobs unless told otherwise. */
  newKey: (tenant: string, scopes?: string) => Promise<string>;
  stop: () => Promise<void>;
}

export async function startKeyedGateway(ground: Ground): Promise<KeyedGateway> {
  const config = readConfig(ground.env);
  const credentials = embeddedCredentials(ground.home);
  const gateway = planServices({ config, parts: readParts(), credentials }).find(
    ({ spec }) => spec.name === "gateway",
  );
  if (gateway === undefined) throw new Error("The plan has no gateway");
  const url = `http://127.0.0.1:${await freePort()}`;
  const env = { ...ground.env, ...gateway.spec.env, DIARIST_AUTH: "keys", PORT: new URL(url).port };
  // It ends when its standard input does, as under the supervisor: also with a test run that is killed.
  const child = spawn(process.execPath, [built("api/main.js")], {
    env,
    stdio: ["pipe", "ignore", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await answers(url, child);
  return {
    url,
    newKey: async (tenant, scopes = "jobs:read,jobs:write") => {
      const options = ["create", "--tenant", tenant, "--name", "page", "--scopes", scopes];
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [built("cli/main.js"), "keys", ...options],
        {
          env: ground.env,
          cwd: ground.home,
        },
      );
      const [key] = /dk_\S+/.exec(stdout) ?? [];
      if (key === undefined) throw new Error(`There is no key in ${stdout}`);
      return key;
    },
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const response = await fetch(`${url}/healthz`).catch(() => undefined);
    if (response?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("The gateway with keys did not start");
}
