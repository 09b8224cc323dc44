import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Page } from "@playwright/test";
import { z } from "zod";

const wordSchema = z.object({ word: z.string(), start: z.number(), end: z.number() });
const segmentSchema = z.looseObject({
  id: z.number(),
  start: z.number(),
  end: z.number(),
  text: z.string(),
  words: z.array(wordSchema),
});
const transcriptSchema = z.looseObject({ durationSeconds: z.number(), segments: z.array(segmentSchema) });
export type Transcript = z.infer<typeof transcriptSchema>;

export async function transcriptOf(url: string, jobId: string): Promise<Transcript> {
  return transcriptSchema.parse(await (await fetch(`${url}/v1/jobs/${jobId}/transcript`)).json());
}

/** Uploads a recording as a job of its own, whatever there is of the same bytes. Gives its id. */
export async function upload(
  url: string,
  path: string,
  fields: Record<string, string> = {},
): Promise<string> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set("file", new Blob([await readFile(path)]), basename(path));
  const answer = await fetch(`${url}/v1/jobs?duplicate=allow`, { method: "POST", body: form });
  return z.object({ id: z.string() }).parse(await answer.json()).id;
}

/** Resolves when the job has ended. */
export async function ended(url: string, jobId: string): Promise<void> {
  const schema = z.object({ status: z.string(), note: z.object({ status: z.string() }) });
  for (;;) {
    const { status } = schema.parse(await (await fetch(`${url}/v1/jobs/${jobId}`)).json());
    if (["completed", "failed", "cancelled"].includes(status)) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

export async function openEntry(page: Page, jobId: string, query = ""): Promise<void> {
  await page.goto(`/entries/${jobId}${query}`);
}

/** Where the player is, in seconds. */
export const playerAt = (page: Page): Promise<number> =>
  page.locator("audio").evaluate((audio: HTMLAudioElement) => audio.currentTime);
