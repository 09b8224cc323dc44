import { describe, expect, it } from "vitest";
import {
  retryMissingWorkflowId,
  TASK_QUEUES,
  transcribeWorkflowId,
  WORKFLOW_TYPES,
} from "../../src/contracts/names.js";
import { DiaristError } from "../../src/domain/errors.js";
import { transcriptSchema, type Recognition, type Transcript } from "../../src/domain/transcript.js";
import type { RetryMissing } from "../../src/workflows/index.js";
import type { Harness } from "./harness.js";
import { useHarness } from "./playing.js";

const setUp = useHarness();

async function transcriptOf(harness: Harness): Promise<Transcript> {
  const stored = await harness.stores.objects.objects.get(harness.keys.transcript);
  return transcriptSchema.parse(JSON.parse(String(stored)));
}

/** Runs `RetryMissing` for the harness' job. */
async function retryMissing(harness: Harness) {
  const { jobId, tenantId, createdAt } = harness.job;
  return harness.env.client.workflow.execute<typeof RetryMissing>(WORKFLOW_TYPES.retryMissing, {
    taskQueue: TASK_QUEUES.orchestration,
    workflowId: retryMissingWorkflowId(jobId),
    args: [{ jobId, tenantId, createdAt }],
  });
}

/** Spoken slowly, from half a second after the place that a piece was cut for, which has two seconds around it. */
function sentence(text: string, language = "en"): Recognition {
  const words = text.split(" ").map((word, index) => ({
    word: ` ${word}`,
    start: 2.5 + index * 1.9,
    end: 3.1 + index * 1.9,
  }));
  return {
    language,
    durationSeconds: 16,
    segments: [{ id: 0, start: 2.5, end: words.at(-1)?.end ?? 3.1, text, words }],
    engine: { model: "scripted", timing: "word" },
  };
}

describe("speech that came back empty", () => {
  it("is listened to once more, and stands where it was spoken", async () => {
    const harness = await setUp();
    harness.media.speechAt = { start: 410, end: 420 };
    harness.speech.answer = ({ secondTry }) =>
      secondTry === true ? sentence("found it at last then too") : undefined;
    await (await harness.start()).result();

    const { text, segments, coverage } = await transcriptOf(harness);
    expect(text).toBe("piece 0 piece 1 found it at last then too piece 2");
    expect(segments[2]?.start).toBeGreaterThan(408);
    expect(segments[2]?.start).toBeLessThan(412);
    expect(coverage.missing).toEqual([]);
  });

  it("is declared missing when it comes back empty again", async () => {
    const harness = await setUp();
    harness.media.speechAt = { start: 410, end: 420 };
    harness.speech.answer = ({ secondTry }) =>
      secondTry === true ? { ...sentence(""), segments: [] } : undefined;
    expect(await (await harness.start()).result()).toMatchObject({ state: "completed" });

    const { coverage } = await transcriptOf(harness);
    expect(coverage.missing).toHaveLength(1);
    expect(coverage.missing[0]).toMatchObject({ reason: "not_understood" });
    const [lost] = coverage.missing;
    expect(lost?.start).toBeGreaterThan(408);
    expect(lost?.end).toBeLessThan(422);
    expect((await harness.stored()).missingSeconds).toBeCloseTo((lost?.end ?? 0) - (lost?.start ?? 0), 3);
  });

  it("is not looked for where it is silent", async () => {
    const harness = await setUp();
    const tries: unknown[] = [];
    harness.speech.before = ({ secondTry }) => void tries.push(secondTry);
    await (await harness.start()).result();
    expect(tries).toEqual([undefined, undefined, undefined]);
  });
});

describe("a few words that were taken for another language", () => {
  it("are heard again in the recording's", async () => {
    const harness = await setUp();
    harness.media.chunks = 12;
    const asked: (string | undefined)[] = [];
    harness.speech.answer = ({ text, language }) => {
      asked.push(language);
      if (text !== "piece 1") return undefined;
      return language === undefined ? sentence("shwmae", "cy") : sentence("sure", language);
    };
    await (await harness.start()).result();
    expect((await transcriptOf(harness)).text).toMatch(/^piece 0 sure piece 2 .* piece 11$/);
    expect(asked.toSorted()).toEqual(["en", ...Array.from({ length: 12 }, () => undefined)]);
  });
});

describe("what the job says about its words", () => {
  it("reaches every chunk", async () => {
    const harness = await setUp();
    const prompts: (string | undefined)[] = [];
    harness.speech.before = ({ prompt }) => void prompts.push(prompt);
    const options = { prompt: "At the harbour.", vocabulary: ["Ørsted", "MS Norden"] };
    await (await harness.start({ options })).result();
    expect(prompts).toEqual(Array.from({ length: 3 }, () => "At the harbour. Ørsted, MS Norden."));
  });
});

describe("trying missing parts again", () => {
  it("fills the gaps only, and writes the note again", async () => {
    const harness = await setUp();
    let refuses = true;
    harness.speech.before = ({ text }) => {
      if (refuses && text === "piece 1") throw new DiaristError("speech_rejected", "The engine refused it");
    };
    await (await harness.start()).result();
    expect((await transcriptOf(harness)).coverage.missing).toHaveLength(1);
    const paid = harness.speech.heard.length;

    refuses = false;
    harness.speech.answer = ({ text }) => (text === "piece 1" ? undefined : sentence("filled"));
    expect(await retryMissing(harness)).toMatchObject({
      missingSecondsBefore: 300,
      missingSeconds: 0,
      note: { status: "completed" },
    });
    expect((await transcriptOf(harness)).text).toBe("piece 0 filled piece 2");
    expect(await harness.stored()).toMatchObject({ state: "completed", missingSeconds: 0 });
    expect(harness.speech.heard.length).toBe(paid + 1);
    expect(harness.writer.written).toBe(2);
  });

  it("leaves a transcript that lacks nothing as it is", async () => {
    const harness = await setUp();
    await (await harness.start()).result();
    expect(await retryMissing(harness)).toEqual({ missingSecondsBefore: 0, missingSeconds: 0 });
    expect(harness.writer.written).toBe(1);
  });

  it("says that there is no transcript yet while the job runs", async () => {
    const harness = await setUp();
    await expect(retryMissing(harness)).rejects.toMatchObject({
      cause: { cause: { type: "transcript_not_ready" } },
    });
    // Nothing waits for it afterwards.
    const handle = harness.env.client.workflow.getHandle(transcribeWorkflowId(harness.job.jobId));
    await expect(handle.describe()).rejects.toThrow();
  });
});
