import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { searchPageSchema } from "../../src/contracts/http/search.js";
import { FLEETS } from "../../src/contracts/names.js";
import { transcriptSchema } from "../../src/domain/transcript.js";
import { partPath } from "../../src/stack/parts.js";
import { canEncode, ffmpeg } from "../media/ffmpeg.js";
import { ENGLISH, glue, hasSpeech, recording } from "../support/spoken-recordings.js";
import { wordErrorRate } from "../support/word-errors.js";
import { makeWav } from "../support/recordings.js";
import { Service } from "./service.js";

const run = promisify(execFile);
const legacyClient = fileURLToPath(new URL("../clients/legacy_client.py", import.meta.url));

let service: Service;
beforeAll(async () => {
  // Chunks short enough that a minute of speech is cut several times.
  service = await Service.start({ DIARIST_CHUNK_SECONDS: "15", DIARIST_CHUNK_WINDOW_SECONDS: "6" });
});
afterAll(async () => {
  await service.stop();
});

/** What Temporal's own command line says, as JSON. */
async function temporal(...args: string[]): Promise<string> {
  const address = `127.0.0.1:${service.env["TEMPORAL_PORT"] ?? ""}`;
  const { stdout } = await run(partPath("temporal"), [...args, "--output", "json", "--address", address], {
    env: service.env,
    maxBuffer: 2 ** 26,
  });
  return stdout;
}

describe("the whole service", () => {
  it("has made a transcript and a note of the sample recording by itself", async () => {
    const list = await service.until("the first job", 60_000, async () => {
      const jobs = z
        .array(z.object({ execution: z.object({ workflowId: z.string() }) }))
        .parse(JSON.parse(await temporal("workflow", "list")));
      return jobs.length > 0 ? jobs : undefined;
    });
    const jobId = (list[0]?.execution.workflowId ?? "").replace("transcribe-", "");
    const result = await service.finished(jobId);
    expect(result.status).toBe("completed");
    for (const section of ["Date", "Mood", "Key Events", "Reflections"])
      expect(result.diary_note).toContain(`${section}:`);
  });

  it("finds a word of the sample recording at its second, and has all of it in one archive", async () => {
    const { jobs } = z
      .object({ jobs: z.array(z.object({ id: z.string() })) })
      .parse(await (await fetch(`${service.url}/v1/jobs`)).json());
    const jobId = jobs[0]?.id ?? "";
    const { segments } = transcriptSchema.parse(
      await (await fetch(`${service.url}/v1/jobs/${jobId}/transcript`)).json(),
    );
    const segment = segments.at(-1);
    const phrase = segment?.text.trim() ?? "";
    const { hits } = searchPageSchema.parse(
      await (await fetch(`${service.url}/v1/search?q=${encodeURIComponent(`"${phrase}"`)}`)).json(),
    );
    const hit = hits.find(({ kind }) => kind === "transcript");
    expect(hit).toMatchObject({ jobId, start: expect.closeTo(segment?.start ?? -1, 3) });
    const archive = join(service.home, "all.zip");
    await writeFile(archive, Buffer.from(await (await fetch(`${service.url}/v1/export`)).arrayBuffer()));
    const { stdout } = await run("python3", ["-m", "zipfile", "-l", archive]);
    for (const name of ["note.md", "transcript.srt", "audio.", "manifest.json"])
      expect(stdout).toContain(name);
  });

  it("says what each dependency and each fleet is", async () => {
    const response = await fetch(`${service.url}/readyz`);
    const { dependencies } = z
      .object({ dependencies: z.record(z.string(), z.unknown()) })
      .parse(await response.json());
    const all = ["temporal", "object-store", "job-store", "speech", ...FLEETS];
    expect(dependencies).toEqual(Object.fromEntries(all.map((name) => [name, { ready: true }])));
  });

  it("fails a recording without a sound in it, and says why", async () => {
    const path = join(service.home, "empty.wav");
    await writeFile(path, makeWav(0));
    const { status, message } = await service.finished(await service.upload(path));
    expect(status).toBe("error");
    expect(message).toContain("no sound");
  });
});

describe.skipIf(!hasSpeech)("real speech", () => {
  it.each(Object.entries(ENGLISH))(
    "in %s is heard with at most one word in twenty wrong",
    async (name, words) => {
      const { transcription, diary_note } = await service.finished(await service.upload(recording(name)));
      expect(wordErrorRate(words, transcription ?? "")).toBeLessThanOrEqual(0.05);
      expect(diary_note).toContain("Key Events:");
    },
  );

  it("loses, doubles and moves no word where a recording is cut", async () => {
    const path = join(service.home, "glued.flac");
    const names = Object.keys(ENGLISH);
    const words = await glue([...names, ...names], 0.7, path);
    const { transcription } = await service.finished(await service.upload(path));
    expect(wordErrorRate(words, transcription ?? "")).toBeLessThanOrEqual(0.05);
  });

  it("in AMR, as phones record it, reaches the engine as it is, and is heard", async () => {
    if (!(await canEncode("libopencore_amrnb"))) return;
    const glued = join(service.home, "spoken.flac");
    const words = await glue(Object.keys(ENGLISH), 0.7, glued);
    const path = join(service.home, "phone.3gp");
    await ffmpeg("-i", glued, "-ar", "8000", path);
    const jobId = await service.upload(path);
    const { transcription } = await service.finished(jobId);
    expect(wordErrorRate(words, transcription ?? "")).toBeLessThanOrEqual(0.1);
    const history = await temporal("workflow", "show", "--workflow-id", `transcribe-${jobId}`);
    const payloads = Array.from(history.matchAll(/"data": ?"([^"]+)"/g), ([, data = ""]) =>
      Buffer.from(data, "base64").toString(),
    ).join("\n");
    expect(new Set(payloads.match(/"extension":"\w+"/g))).toEqual(new Set(['"extension":"amr"']));
  });

  it("reaches a client of the replaced system: ten files, five workers", async () => {
    const files = Array.from({ length: 10 }, (_, index) => recording(Object.keys(ENGLISH)[index % 6] ?? ""));
    const { stdout } = await run(partPath("test-clients"), [
      legacyClient,
      "--url",
      service.url,
      "--workers",
      "5",
      ...files,
    ]);
    const outcomes = z
      .array(z.object({ status: z.string(), note_sections: z.array(z.string()) }))
      .parse(JSON.parse(stdout));
    expect(outcomes).toHaveLength(10);
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({
        status: "completed",
        note_sections: ["Date", "Mood", "Key Events", "Reflections"],
      });
  });
});
