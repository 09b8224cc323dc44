import { describe, expect, it } from "vitest";
import type { WorkflowHandle } from "@temporalio/client";
import { historyToJSON } from "@temporalio/common/lib/proto-utils.js";
import { TemporalJobStarter } from "../../src/api/temporal-job-starter.js";
import { HANDLERS } from "../../src/contracts/handlers.js";
import { FLEETS, transcribeWorkflowId } from "../../src/contracts/names.js";
import type { Progress } from "../../src/contracts/workflow-io.js";
import { DiaristError } from "../../src/domain/errors.js";
import type { NoteState } from "../../src/domain/job.js";
import { createExtractiveNoteWriter } from "../../src/providers/language/extractive-note-writer.js";
import { eventually, gate, outlive, useHarness, WHERE_TIME_RUNS_OUT } from "./playing.js";

const setUp = useHarness();

describe("the note", () => {
  it("costs the transcript nothing when it fails", async () => {
    const harness = await setUp();
    harness.writer.failure = new DiaristError("language_unauthorized", "The key is not accepted");
    const note: NoteState = {
      status: "failed",
      failure: { code: "language_unauthorized", message: "The key is not accepted" },
    };
    expect(await (await harness.start()).result()).toMatchObject({ state: "completed", note });
    expect(await harness.stored()).toMatchObject({ state: "completed", note });
    expect(await harness.stores.objects.objects.get(harness.keys.note)).toBeUndefined();
    expect(await harness.stores.objects.objects.get(harness.keys.transcript)).toBeDefined();
  });

  it("leaves in the job's item what lists show of it, and in the history nothing", async () => {
    const harness = await setUp();
    const writer = createExtractiveNoteWriter();
    const lovely = { id: 0, start: 0, end: 5, text: "The orchard was wonderful.", words: [] };
    harness.writer.write = ({ transcript, ...request }, signal) =>
      writer.write({ ...request, transcript: { ...transcript, segments: [lovely] } }, signal);
    const handle = await harness.start();
    await handle.result();
    expect(await harness.stored()).toMatchObject({
      note: { status: "completed" },
      noteSummary: { title: "The orchard was wonderful", mood: { label: "good" }, tags: ["orchard"] },
    });
    expect(await decodedHistory(handle)).not.toMatch(/orchard/);
  });

  it("is written once, also where the job store is away when it is finished", async () => {
    const harness = await setUp();
    let comeBack: (() => Promise<void>) | undefined;
    harness.writer.before = async () => {
      comeBack = await harness.stores.jobs.interrupt();
    };
    const handle = await harness.start();
    await eventually(() => {
      expect(harness.writer.written).toBe(1);
    });
    await outlive(comeBack);
    expect(await handle.result()).toMatchObject({ note: { status: "completed" } });
    expect(harness.writer.written).toBe(1);
    expect(await harness.stored()).toMatchObject({ noteSummary: { title: "A note" } });
  });

  it("is given up after an hour of failures that might have passed", WHERE_TIME_RUNS_OUT, async () => {
    const harness = await setUp();
    harness.writer.failure = new DiaristError("language_busy", "Too many requests");
    expect(await (await harness.start()).result()).toMatchObject({
      state: "completed",
      note: { status: "failed", failure: { code: "language_busy" } },
    });
  });

  it("is written again when an update asks while it is being written", async () => {
    const harness = await setUp();
    const { open, pass } = gate();
    harness.writer.before = pass;
    const handle = await harness.start();
    await eventually(async () => {
      expect(await handle.query<Progress>(HANDLERS.progressQuery)).toMatchObject({ state: "writing_note" });
    });
    const update = await handle.startUpdate<NoteState, []>(HANDLERS.regenerateNoteUpdate, {
      waitForStage: "ACCEPTED",
    });
    open();
    expect(await update.result()).toEqual({ status: "completed" });
    await handle.result();
    expect(harness.writer.written).toBe(2);
  });

  it("is the one that the job's item asks for, of whose words the history holds none", async () => {
    const harness = await setUp();
    const noteTemplate = { name: "Pruning", sections: [{ heading: "Apple trees" }] };
    const options = { noteTemplate, noteInstructions: "Name every orchard.", noteLanguage: "nl" };
    await harness.stores.jobs.jobs.update("local", harness.job.jobId, { options });
    await new TemporalJobStarter(harness.env.client).start(await harness.stored());
    const handle = harness.env.client.workflow.getHandle(transcribeWorkflowId(harness.job.jobId));
    await handle.result();
    expect(harness.writer.asked).toMatchObject([
      { template: { name: "Pruning" }, instructions: "Name every orchard.", language: "nl" },
    ]);
    const decoded = await decodedHistory(handle);
    expect(decoded).toContain('"recordedAt"');
    expect(decoded).not.toMatch(/Pruning|Apple|orchard/);
  });

  it("ends with its own failure where it takes a language model and there is none", async () => {
    const harness = await setUp();
    const { jobs } = harness.stores.jobs;
    await jobs.update("local", harness.job.jobId, { options: { noteLanguage: "de" } });
    const writer = createExtractiveNoteWriter();
    harness.writer.write = (request, signal) => writer.write(request, signal);
    await (await harness.start()).result();
    const { state, note } = await harness.stored();
    expect({ state, code: note.failure?.code }).toEqual({
      state: "completed",
      code: "language_model_required",
    });
    expect(note.failure?.message).toContain("DIARIST_LANGUAGE_MODEL");
  });

  it("cannot be asked for before there is a transcript", async () => {
    const harness = await setUp({ server: "real", fleets: FLEETS.filter((fleet) => fleet !== "media") });
    const handle = await harness.start();
    await expect(handle.executeUpdate(HANDLERS.regenerateNoteUpdate)).rejects.toMatchObject({
      cause: { message: "The transcript is not ready yet: ask again when it is" },
    });
    await handle.cancel();
    await handle.result().catch(() => undefined);
  });
});

/** With its payloads as whoever reads them would see them. */
async function decodedHistory(handle: WorkflowHandle): Promise<string> {
  const history = historyToJSON(await handle.fetchHistory());
  return history.replaceAll(/"data":\s*"([^"]*)"/g, (_, data: string) =>
    Buffer.from(data, "base64").toString(),
  );
}
