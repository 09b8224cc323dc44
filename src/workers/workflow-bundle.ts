import { access } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** Where `npm run build` puts the workflow code, with or without what traces it, and where the orchestrator finds it. */
export function workflowBundlePath({ traced }: { traced: boolean }): string {
  const name = traced ? "workflow-bundle-traced.js" : "workflow-bundle.js";
  return fileURLToPath(new URL(`../${name}`, import.meta.url));
}

/** Throws an error that says what to do where the build has not been run. */
export async function requireWorkflowBundle(options: { traced: boolean }): Promise<{ codePath: string }> {
  const codePath = workflowBundlePath(options);
  try {
    await access(codePath);
  } catch {
    throw new Error(`The workflow bundle ${codePath} is missing: run "npm run build" first`);
  }
  return { codePath };
}
