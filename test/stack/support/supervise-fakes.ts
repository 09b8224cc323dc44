/* A supervisor in a process of its own, so that a test can kill it: `<folder>`, then a `name:behaviour` for each service. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createStackLog } from "../../../src/stack/log.js";
import { supervise } from "../../../src/stack/supervisor.js";

const [folder = "", ...wanted] = process.argv.slice(2);
const fake = fileURLToPath(new URL("./fake-service.mjs", import.meta.url));

const services = wanted.map((each) => {
  const [name = "", behaviour = ""] = each.split(":");
  const args = [fake, join(folder, "events"), name, behaviour];
  const spec = { name, command: process.execPath, args, env: {}, folders: [folder], ports: [] };
  return { spec: { ...spec, checkHealth: () => Promise.resolve() }, needs: [], graceMs: 5_000 };
});
const openLog = () => createStackLog(join(folder, "logs"), ["a"], process.stdout);
await supervise({ home: folder, api: "http://127.0.0.1:1", services, openLog });
