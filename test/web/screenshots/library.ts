import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { partPath } from "../../../src/stack/parts.js";
import type { Service } from "../../e2e/service.js";
import { ended, upload } from "../support/entry.js";
import { SAMPLE } from "../support/ground.js";
import { firstJob } from "../support/jobs.js";
import type { Narrator } from "./narrator.js";
import { OPENED, TOLD, UNDER_WAY, type Told } from "./told.js";

/** What the pictures show. */
export interface Library {
  openedJobId: string;
  /** When each job is shown to have been sent: the service itself knows no other day than today. */
  sentAt: ReadonlyMap<string, string>;
}

/** Three pieces of ten minutes, of which two are done. */
const PIECES_DONE = 2;

/** Has everything transcribed, one after the other, so that the newest is the last. */
export async function fillLibrary({ url, home }: Service, narrator: Narrator): Promise<Library> {
  const sentAt = new Map<string, string>();
  const voice = async (fileName: string, seconds: number, startSeconds: number): Promise<string> => {
    const file = join(home, fileName);
    await speak(file, seconds, startSeconds);
    return file;
  };
  const tell = async (told: Told): Promise<string> => {
    const seconds = narrator.say(told.text);
    const jobId = await upload(url, await voice(told.fileName, seconds, told.day % 7), {
      ...(told.template !== undefined && { noteTemplate: told.template }),
      ...(told.tags !== undefined && { tags: JSON.stringify(told.tags) }),
    });
    await ended(url, jobId);
    sentAt.set(jobId, mayTime(told.day, told.time));
    return jobId;
  };
  await eraseSample(url);
  for (const told of TOLD) await tell(told);
  const damaged = await upload(url, await damagedRecording(join(home, "Interview with Mrs Okafor.m4a")));
  await ended(url, damaged);
  sentAt.set(damaged, mayTime(31, "09:30"));
  const openedJobId = await tell(OPENED);
  narrator.say(UNDER_WAY.text, PIECES_DONE);
  const underWay = await upload(url, await voice(UNDER_WAY.fileName, 60 * UNDER_WAY.minutes, 0));
  sentAt.set(underWay, mayTime(31, "20:31"));
  return { openedJobId, sentAt };
}

/** The first start sends a recording of its own, in which the narrator was not heard. */
async function eraseSample(url: string): Promise<void> {
  let jobId: string | undefined;
  while (jobId === undefined) jobId = await firstJob(url);
  await ended(url, jobId);
  await fetch(`${url}/v1/jobs/${jobId}`, { method: "DELETE" });
}

const mayTime = (day: number, time: string): string =>
  new Date(`2026-05-${String(day).padStart(2, "0")}T${time}:00`).toISOString();

/** The sample's voice for so long. What it says is not heard; its waveform is a voice's. */
async function speak(file: string, seconds: number, startSeconds: number): Promise<void> {
  const input = ["-stream_loop", "-1", "-ss", String(startSeconds), "-t", String(seconds), "-i", SAMPLE];
  await promisify(execFile)(partPath("ffmpeg"), ["-v", "error", "-y", ...input, "-b:a", "48k", file]);
}

/** An MP4 file that is one by its first bytes only. */
async function damagedRecording(file: string): Promise<string> {
  const head = Buffer.from("\0\0\0\x18ftypM4A \0\0\0\0M4A isom", "latin1");
  await writeFile(file, Buffer.concat([head, randomBytes(200_000)]));
  return file;
}
