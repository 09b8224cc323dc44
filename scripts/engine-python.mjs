import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { partsFile } from "./setup/paths.mjs";

/** The interpreter of the speech engine's environment, as the set-up noted it; undefined before the set-up. */
export const enginePython = () => partPath("python");

/** The folder of the default model's weights, likewise. */
export const speechModel = () => partPath("speech-model");

function partPath(name) {
  try {
    return JSON.parse(readFileSync(partsFile, "utf8"))[name]?.path;
  } catch {
    return undefined;
  }
}

export function hasModule(python, module) {
  return spawnSync(python, ["-c", `import ${module}`], { stdio: "ignore" }).status === 0;
}
