import { rename, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { bundleWorkflowCode } from "@temporalio/worker";
import { workflowBundlePath } from "./workflow-bundle.js";

/* The last step of `npm run build`: one file with all workflow code, so that every orchestrator runs just what was built. */
const { code } = await bundleWorkflowCode({
  workflowsPath: fileURLToPath(new URL("../workflows/index.js", import.meta.url)),
});
const partial = `${workflowBundlePath}.part`;
await writeFile(partial, code);
await rename(partial, workflowBundlePath);
