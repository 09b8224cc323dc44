import { rename, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { bundleWorkflowCode } from "@temporalio/worker";
import { workflowBundlePath } from "./workflow-bundle.js";

/*
 * The last step of `npm run build`: one file with all workflow code, so that every orchestrator runs just what was built;
 * and another that traces besides, so that tracing costs nothing where there is none.
 */
const workflowsPath = fileURLToPath(new URL("../workflows/index.js", import.meta.url));
const interceptors = fileURLToPath(new URL("../telemetry/workflow-interceptors.js", import.meta.url));
for (const traced of [false, true]) {
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    ...(traced && { workflowInterceptorModules: [interceptors] }),
  });
  const path = workflowBundlePath({ traced });
  const partial = `${path}.part`;
  await writeFile(partial, code);
  await rename(partial, path);
}
