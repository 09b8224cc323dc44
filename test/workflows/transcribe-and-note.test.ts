import { ApplicationFailure } from "@temporalio/client";
import { describe, expect, it } from "vitest";
import { HANDLERS } from "../../src/contracts/handlers.js";
import type { Progress } from "../../src/contracts/workflow-io.js";
import { DiaristError } from "../../src/domain/errors.js";
import { noteSchema } from "../../src/domain/note.js";
import { transcriptSchema } from "../../src/domain/transcript.js";
import { eventually, failureOf, gate, outlive, useHarness, WHERE_TIME_RUNS_OUT } from "./playing.js";

const setUp = useHarness();

describe("a job", () => {
  it("becomes a transcript in the recording's time and a note, and leaves nothing of its making behind", async () => {
    const harness = await setUp();
    const handle = await harness.start();
    expect(await handle.result()).toEqual({
      jobId: harness.job.jobId,
      state: "completed",
      note: { status: "completed" },
    });

    const transcript = transcriptSchema.parse(
      JSON.parse(String(await harness.stores.objects.objects.get(harness.keys.transcript))),
    );
    expect(transcript.text).toBe("piece 0 piece 1 piece 2");
    expect(transcript.segments.map((segment) => segment.start)).toEqual([10, 310, 610]);
    expect(transcript.coverage).toEqual({ transcribedSeconds: 270, silentSeconds: 630, missing: [] });
    noteSchema.parse(JSON.parse(String(await harness.stores.objects.objects.get(harness.keys.note))));

    expect(await harness.stored()).toMatchObject({
      state: "completed",
      durationSeconds: 900,
      language: "en",
      missingSeconds: 0,
      note: { status: "completed" },
    });
    expect((await harness.objects()).filter((key) => key.startsWith("chunks/"))).toEqual([]);
  });

  it("keeps transcript, note and audio out of its history", async () => {
    const harness = await setUp();
    const handle = await harness.start();
    await handle.result();
    const history = JSON.stringify(await handle.fetchHistory());
    const payloads = [...history.matchAll(/"data":"([^"]*)"/g)].map(([, data]) =>
      Buffer.from(data ?? "", "base64").toString(),
    );
    expect(payloads.length).toBeGreaterThan(0);
    expect(payloads.filter((payload) => payload.includes("piece"))).toEqual([]);
  });

  it("shows its progress to a query while chunks are transcribed", async () => {
    const harness = await setUp();
    const { open, pass } = gate();
    harness.speech.before = async ({ text }, signal) => {
      if (text === "piece 2") await pass(signal);
    };
    const handle = await harness.start();
    await eventually(async () => {
      expect(await handle.query<Progress>(HANDLERS.progressQuery)).toEqual({
        state: "transcribing",
        paused: false,
        audioSeconds: 900,
        transcribedSeconds: 600,
        chunksPlanned: 3,
        chunksDone: 2,
      });
    });
    expect(await harness.stored()).toMatchObject({ state: "transcribing", durationSeconds: 900 });
    open();
    await handle.result();
  });

  it("fails with the recording's own problem, without another attempt", async () => {
    const harness = await setUp();
    harness.media.probeFailure = new DiaristError("audio_unreadable", "It cannot be decoded");
    const handle = await harness.start();
    const failure = await failureOf(handle.result());
    expect(failure).toBeInstanceOf(ApplicationFailure);
    expect(failure).toMatchObject({ type: "audio_unreadable", message: "It cannot be decoded" });
    expect(await harness.stored()).toMatchObject({
      state: "failed",
      failure: { code: "audio_unreadable", message: "It cannot be decoded" },
    });
  });
});

describe("transcription", () => {
  it("has many chunks under way at the same time", async () => {
    const harness = await setUp();
    const { open, pass } = gate();
    harness.media.chunks = 20;
    let requests = 0;
    harness.speech.before = async (_request, signal) => {
      requests += 1;
      await pass(signal);
    };
    const handle = await harness.start();
    await eventually(() => {
      expect(requests).toBe(20);
    });
    open();
    expect(await handle.result()).toMatchObject({ state: "completed" });
  });

  it("starts while the recording is still being cut", async () => {
    const harness = await setUp();
    const { open, pass } = gate();
    harness.media.chunks = 20;
    harness.media.beforePiece = async (index, signal) => {
      if (index === 15) await pass(signal);
    };
    const handle = await harness.start();
    await eventually(() => {
      expect(harness.speech.heard.length).toBeGreaterThanOrEqual(13);
    });
    expect(await harness.stored()).toMatchObject({ state: "transcribing" });
    open();
    expect(await handle.result()).toMatchObject({ state: "completed" });
    expect(harness.speech.heard).toHaveLength(20);
  });

  it("goes on where another attempt at cutting tells the same chunks again", async () => {
    const harness = await setUp();
    harness.media.chunks = 20;
    let attempts = 0;
    harness.media.beforePiece = (index) => {
      if (index === 15 && ++attempts === 1)
        throw new DiaristError("storage_unavailable", "The disk went away");
    };
    expect(await (await harness.start()).result()).toMatchObject({ state: "completed" });
    expect(attempts).toBe(2);
    expect(harness.speech.heard).toHaveLength(20);
  });

  it("survives a 24-hour outage of the speech engine", async () => {
    const harness = await setUp();
    harness.media.chunks = 1;
    const start = await harness.env.currentTimeMs();
    let attempts = 0;
    harness.speech.before = async () => {
      attempts += 1;
      if ((await harness.env.currentTimeMs()) - start < 24 * 3600 * 1000)
        throw new DiaristError("speech_unavailable", "Connection refused");
    };
    const handle = await harness.start();
    expect(await handle.result()).toMatchObject({ state: "completed" });
    expect((await harness.env.currentTimeMs()) - start).toBeGreaterThan(24 * 3600 * 1000);
    // Every 20 seconds at the most: an engine that comes back is not met by a storm.
    expect(attempts).toBeGreaterThan(20);
    expect(attempts).toBeLessThan(4500);
  }, 300_000);

  it("waits as long as the engine's Retry-After asks", async () => {
    const harness = await setUp();
    harness.media.chunks = 1;
    const times: number[] = [];
    harness.speech.before = async () => {
      times.push(await harness.env.currentTimeMs());
      if (times.length === 1)
        throw new DiaristError("speech_busy", "The queue is full", { retryAfterSeconds: 1800 });
    };
    const handle = await harness.start();
    await handle.result();
    expect(times).toHaveLength(2);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(1_800_000);
  });

  it("gives up a week into an outage, and says why", WHERE_TIME_RUNS_OUT, async () => {
    const harness = await setUp();
    harness.media.chunks = 1;
    harness.speech.before = () => {
      throw new DiaristError("speech_busy", "The queue is full", { retryAfterSeconds: 12 * 3600 });
    };
    const handle = await harness.start();
    expect(await failureOf(handle.result())).toMatchObject({ type: "speech_busy" });
    expect(await harness.stored()).toMatchObject({ state: "failed", failure: { code: "speech_busy" } });
  });

  it("asks the engine again for nothing that it has transcribed already", async () => {
    const harness = await setUp();
    let failed = false;
    harness.speech.before = ({ text }) => {
      if (text === "piece 1" && !failed) {
        failed = true;
        throw new DiaristError("speech_unavailable", "The connection broke");
      }
    };
    await (await harness.start()).result();
    expect(harness.speech.heard.toSorted()).toEqual(["piece 0", "piece 1", "piece 2"]);

    // The same job from its beginning, as a reset does it.
    await harness.stores.objects.objects.put(harness.keys.audio, "a recording");
    await (await harness.start()).result();
    expect(harness.speech.heard).toHaveLength(3);
  });

  it("asks the engine again for nothing that it answered while the object store was away", async () => {
    const harness = await setUp();
    harness.media.chunks = 1;
    let comeBack: (() => Promise<void>) | undefined;
    harness.speech.before = async () => {
      comeBack = await harness.stores.objects.interrupt();
    };
    const handle = await harness.start();
    await eventually(() => {
      expect(harness.speech.heard).toHaveLength(1);
    });
    await outlive(comeBack);
    expect(await handle.result()).toMatchObject({ state: "completed" });
    expect(harness.speech.heard).toHaveLength(1);
  });

  it("declares a chunk that the engine refuses missing, and goes on with the others", async () => {
    const harness = await setUp();
    harness.speech.before = ({ text }) => {
      if (text === "piece 1") throw new DiaristError("speech_rejected", "The engine refused it");
    };
    expect(await (await harness.start()).result()).toMatchObject({ state: "completed" });
    const transcript = transcriptSchema.parse(
      JSON.parse(String(await harness.stores.objects.objects.get(harness.keys.transcript))),
    );
    expect(transcript.text).toBe("piece 0 piece 2");
    expect(transcript.coverage.missing).toEqual([{ start: 300, end: 600, reason: "speech_rejected" }]);
    expect(await harness.stored()).toMatchObject({ missingSeconds: 300 });
  });

  it("fails the job at once when the engine refuses the credentials", async () => {
    const harness = await setUp({ server: "real" });
    harness.speech.before = () => {
      throw new DiaristError("speech_unauthorized", "The key is not accepted");
    };
    expect(await failureOf((await harness.start()).result())).toMatchObject({ type: "speech_unauthorized" });
    expect(await harness.stored()).toMatchObject({ state: "failed" });
  });
});
