import { access } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** Where `npm run build` puts the workflow code, and where the orchestrator finds it. */
export const workflowBundlePath = fileURLToPath(new URL("../workflow-bundle.js", import.meta.url));

/** Throws an error that says what to do where the build has not been run. */
export async function requireWorkflowBundle(): Promise<{ codePath: string }> {
  try {
    await access(workflowBundlePath);
  } catch {
    throw new Error(`The workflow bundle ${workflowBundlePath} is missing: run "npm run build" first`);
  }
  return { codePath: workflowBundlePath };
}
