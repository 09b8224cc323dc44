import { execFile } from "node:child_process";
import { createReadStream } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { partPath } from "../../src/stack/parts.js";
import { ENGLISH, hasSpeech, recording } from "../support/spoken-recordings.js";
import { wordErrorRate } from "../support/word-errors.js";
import { Service } from "./service.js";

const program = fileURLToPath(new URL("../clients/openai_client.py", import.meta.url));
const NAME = "jfk.flac";
const SAID = ENGLISH[NAME] ?? "";

const answersSchema = z.object({
  json: z.string(),
  text: z.string(),
  srt: z.string(),
  vtt: z.string(),
  verbose_json: z.object({
    language: z.string(),
    duration: z.number(),
    words: z.array(z.tuple([z.string(), z.number(), z.number()])),
  }),
  stream: z.object({ deltas: z.string(), text: z.string() }),
});

describe.skipIf(!hasSpeech)("OpenAI's own clients, pointed at the service", () => {
  let service: Service;
  beforeAll(async () => {
    service = await Service.start();
  });
  afterAll(() => service.stop());

  it("hear a sentence in every format from Python", async () => {
    const { stdout } = await promisify(execFile)(partPath("test-clients"), [
      ...[program, recording(NAME)],
      ...["--base-url", `${service.url}/v1`],
    ]);
    const answers = answersSchema.parse(JSON.parse(stdout));
    const { json, text, srt, vtt, verbose_json: verbose, stream } = answers;
    expect(wordErrorRate(SAID, json)).toBeLessThanOrEqual(0.05);
    expect(text).toBe(`${json}\n`);
    expect(stream).toEqual({ deltas: json, text: json });
    expect(srt).toContain(" --> ");
    expect(vtt).toMatch(/^WEBVTT\n/);
    expect(verbose.language).toBe("english");
    expect(verbose.duration).toBeCloseTo(11, 1);
    expect(wordErrorRate(SAID, verbose.words.map(([word]) => word).join(" "))).toBeLessThanOrEqual(0.05);
    for (const [index, [, start, end]] of verbose.words.entries()) {
      expect(end).toBeGreaterThanOrEqual(start);
      expect(start).toBeGreaterThanOrEqual(verbose.words[index - 1]?.[1] ?? 0);
    }
  });

  it("get one job's answer from Node, however often the connection is lost", async () => {
    const client = new OpenAI({ baseURL: `${service.url}/v1`, apiKey: "none", maxRetries: 0 });
    const ask = (signal?: AbortSignal) =>
      client.audio.transcriptions
        .create(
          { file: createReadStream(recording(NAME)), model: "whisper-1", prompt: "A speech." },
          { headers: { "Idempotency-Key": "one-speech" }, ...(signal && { signal }) },
        )
        .withResponse();
    const before = await heard(service);
    const leaving = new AbortController();
    const first = ask(leaving.signal).catch(() => undefined);
    await service.until("the engine's work", 60_000, async () =>
      (await jobsOf(service)).some((job) => job.prompt === "A speech.") ? true : undefined,
    );
    leaving.abort();
    expect(await first).toBeUndefined();

    const answers = await Promise.all([ask(), ask()]);
    const ids = new Set(answers.map(({ response }) => response.headers.get("diarist-job-id")));
    expect(ids.size).toBe(1);
    for (const { data } of answers) expect(wordErrorRate(SAID, data.text)).toBeLessThanOrEqual(0.05);
    expect(await heard(service)).toBe(before + 1);
  });
});

/** How often the engine has transcribed anything. */
async function heard(service: Service): Promise<number> {
  const counts = await service.transcriptions();
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

async function jobsOf(service: Service): Promise<{ prompt?: string | undefined }[]> {
  const response = await fetch(`${service.url}/v1/jobs`);
  const page = z.object({
    jobs: z.array(z.object({ options: z.object({ prompt: z.string().optional() }) })),
  });
  return page.parse(await response.json()).jobs.map(({ options }) => options);
}
