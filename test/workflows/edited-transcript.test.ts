import { describe, expect, it } from "vitest";
import { editTranscript } from "../../src/api/editing/edit-transcript.js";
import { HANDLERS } from "../../src/contracts/handlers.js";
import { retryMissingWorkflowId, TASK_QUEUES, WORKFLOW_TYPES } from "../../src/contracts/names.js";
import type { Progress } from "../../src/contracts/workflow-io.js";
import { DiaristError } from "../../src/domain/errors.js";
import { readTranscript } from "../../src/domain/stored-transcript.js";
import type { RetryMissing } from "../../src/workflows/index.js";
import type { Harness } from "./harness.js";
import { eventually, failureOf, gate, useHarness } from "./playing.js";

const setUp = useHarness();

const storesOf = ({ stores }: Harness) => ({ objects: stores.objects.objects, jobs: stores.jobs.jobs });

async function edit(harness: Harness, segmentId: number, text: string): Promise<void> {
  await editTranscript(storesOf(harness), await harness.stored(), [{ segmentId, text }], "local");
}

describe("a transcript that was edited", () => {
  it("keeps its edits when its missing parts are filled in, and its note is written of what they say", async () => {
    const harness = await setUp();
    let refuses = true;
    harness.speech.before = ({ text }) => {
      if (text === "piece 1" && refuses) throw new DiaristError("speech_rejected", "The engine refused it");
    };
    await (await harness.start()).result();
    await edit(harness, 0, "peace nought");
    await edit(harness, 1, "peace two");

    refuses = false;
    const { jobId, tenantId, createdAt } = harness.job;
    const told: string[] = [];
    const { write } = harness.writer;
    harness.writer.write = (request, signal) => {
      told.push(request.transcript.text);
      return write.call(harness.writer, request, signal);
    };
    await harness.env.client.workflow.execute<typeof RetryMissing>(WORKFLOW_TYPES.retryMissing, {
      taskQueue: TASK_QUEUES.orchestration,
      workflowId: retryMissingWorkflowId(jobId),
      args: [{ jobId, tenantId, createdAt }],
    });
    const transcript = await readTranscript(storesOf(harness), await harness.stored());
    expect(Array.from(transcript?.segments ?? [], ({ id, text }) => [id, text])).toEqual([
      [0, "peace nought"],
      [1, "piece 3"],
      [2, "peace two"],
    ]);
    expect(told).toEqual([transcript?.text]);
  });

  it("leaves no edits behind when its job is cancelled while the note is being written", async () => {
    const harness = await setUp({ server: "real" });
    const { pass } = gate();
    harness.writer.before = pass;
    const handle = await harness.start();
    await eventually(async () => {
      expect(await handle.query<Progress>(HANDLERS.progressQuery)).toMatchObject({ state: "writing_note" });
      expect(await harness.stored()).toMatchObject({ state: "writing_note" });
    });
    await edit(harness, 0, "peace nought");
    await handle.cancel();
    await failureOf(handle.result());
    expect(await harness.objects()).toEqual(["audio"]);
    expect(await harness.stored()).not.toHaveProperty("editsId");
    await expect(edit(harness, 0, "x")).rejects.toMatchObject({ code: "transcript_unavailable" });
  });
});
