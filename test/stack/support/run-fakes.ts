import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { pidOf } from "./fakes.js";

const program = fileURLToPath(new URL("./supervise-fakes.ts", import.meta.url));
const hooks = new URL("./typescript-hooks.mjs", import.meta.url).href;

/** Runs a supervisor over fake services in another process; resolves when all are up. */
export async function runFakes(folder: string, ...services: string[]) {
  const supervisor = spawn(process.execPath, ["--import", hooks, program, folder, ...services], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const exited = once(supervisor, "exit");
  const kill = async (): Promise<void> => {
    supervisor.kill("SIGKILL");
    await exited;
  };
  onTestFinished(kill);
  await Promise.all(services.map((service) => pidOf(folder, service.split(":")[0] ?? "")));
  return { pid: supervisor.pid ?? 0, kill };
}
