import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker, type WorkflowBundle } from "@temporalio/worker";
import { beforeAll, describe, expect, it } from "vitest";

const pathOf = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const folder = pathOf("test/histories/");

Runtime.install({
  logger: new DefaultLogger("ERROR"),
  telemetryOptions: { logging: { filter: "ERROR", forward: {} } },
});

/** Spans of a replay are not sent again. */
const sinks = { exporter: { export: { fn: () => undefined, callDuringReplay: false } } };

let workflowBundle: WorkflowBundle;
beforeAll(async () => {
  workflowBundle = await bundleWorkflowCode({
    workflowsPath: pathOf("src/workflows/index.ts"),
    workflowInterceptorModules: [pathOf("src/telemetry/workflow-interceptors.ts")],
  });
});

describe("a job that began without tracing", () => {
  it.each(readdirSync(folder))("goes on with it: %s", async (name) => {
    const history: unknown = JSON.parse(readFileSync(`${folder}${name}`, "utf8"));
    await expect(Worker.runReplayHistory({ workflowBundle, sinks }, history)).resolves.toBeUndefined();
  });
});
