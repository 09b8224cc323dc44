import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ENGLISH, glue, hasSpeech } from "../support/spoken-recordings.js";
import { wordErrorRate } from "../support/word-errors.js";
import { Service } from "./service.js";

let service: Service;
beforeAll(async () => {
  service = await Service.start({
    // Whatever region the machine is set to for other work, the embedded stores follow.
    AWS_REGION: "eu-central-1",
    DIARIST_CHUNK_SECONDS: "12",
    DIARIST_CHUNK_WINDOW_SECONDS: "6",
  });
});
afterAll(async () => {
  await service.stop();
});

describe.skipIf(!hasSpeech)("killed with -9 while jobs run", () => {
  it("each process once: every job ends completed, whole, and nothing finished is transcribed again", async () => {
    const jobs: { jobId: string; words: string }[] = [];
    const victims = Object.keys(service.processes()).filter((name) => name !== "undertaker");
    expect(victims.length).toBeGreaterThanOrEqual(9);

    for (const [index, victim] of victims.entries()) {
      // Another pause makes another recording, whose chunks have hashes of their own.
      const path = join(service.home, `recording-${String(index)}.flac`);
      const words = await glue(Object.keys(ENGLISH), 0.6 + index / 50, path);
      const jobId = await service.upload(path);
      jobs.push({ jobId, words });
      await service.until(`job ${String(index)} at work`, 60_000, async () =>
        (await service.status(jobId)) === "queued" ? undefined : true,
      );

      const before = service.processes()[victim];
      if (before === undefined) throw new Error(`${victim} does not run`);
      process.kill(before, "SIGKILL");
      await service.until(`${victim} restarted`, 60_000, () => {
        const now = service.processes()[victim];
        return Promise.resolve(now !== undefined && now !== before ? true : undefined);
      });
      await service.ready();
    }

    for (const { jobId, words } of jobs) {
      const { status, transcription } = await service.finished(jobId);
      expect(status).toBe("completed");
      expect(wordErrorRate(words, transcription ?? "")).toBeLessThanOrEqual(0.05);
    }

    // A kill may fall between the engine's answer and its storing: then alone is a chunk sent again, one a kill at the most.
    const counts = [...(await service.transcriptions()).values()];
    const again = counts.reduce((sum, count) => sum + count - 1, 0);
    expect(again).toBeLessThanOrEqual(2);
    expect(counts.length).toBeGreaterThanOrEqual(jobs.length * 3);
  });
});
