import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "@temporalio/worker";
import { DeterminismViolationError } from "@temporalio/workflow";
import { describe, expect, it } from "vitest";
import { workflowBundle } from "./harness.js";

const folder = fileURLToPath(new URL("../histories/", import.meta.url));

describe("a job that began under an earlier release", () => {
  it.each(readdirSync(folder))("goes on under this one: %s", async (name) => {
    await Worker.runReplayHistory(
      { workflowBundle: await workflowBundle() },
      JSON.parse(readFileSync(`${folder}${name}`, "utf8")),
    );
  });

  it("would be noticed if it could not", async () => {
    const [name] = readdirSync(folder).filter((each) => each.endsWith("-completed.json"));
    const text = readFileSync(`${folder}${name ?? ""}`, "utf8").replaceAll(
      '"probeAudio"',
      '"anotherActivity"',
    );
    await expect(
      Worker.runReplayHistory({ workflowBundle: await workflowBundle() }, JSON.parse(text)),
    ).rejects.toThrow(DeterminismViolationError);
  });
});
