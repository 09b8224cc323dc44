import type { Job } from "../../src/domain/job.js";
import { jobKeys } from "../../src/domain/object-keys.js";
import type { Note } from "../../src/domain/note.js";
import type { Transcript } from "../../src/domain/transcript.js";
import type { TestGateway } from "../support/gateway.js";

const entry = { text: "I was late.", evidence: [{ start: 0, end: 2, quote: "I was late." }] };
const NOTE: Note = {
  date: "2026-11-22",
  title: "A late start",
  mood: entry,
  keyEvents: [entry],
  reflections: [],
  tags: ["morning"],
  language: "en",
  writer: { kind: "extractive" },
};

function transcriptOf(text: string): Transcript {
  return {
    language: "en",
    durationSeconds: 2,
    text,
    segments: [{ id: 0, start: 0, end: 2, text, words: [] }],
    coverage: { transcribedSeconds: 2, silentSeconds: 0, missing: [] },
    engine: { model: "base", timing: "segment" },
  };
}

type Ending = Partial<Pick<Job, "state" | "failure" | "missingSeconds" | "note">>;

/** Ends a job as the workers would: with its transcript, its note, and what `changes` wants to be otherwise. */
export async function finish(gateway: TestGateway, job: Job, changes: Ending = {}): Promise<void> {
  const { jobs, objects } = gateway.context;
  const keys = jobKeys(job.tenantId, job.jobId);
  const state = changes.state ?? "completed";
  if (state === "completed") {
    await objects.put(keys.transcript, JSON.stringify(transcriptOf(`What ${job.fileName} says.`)));
    await objects.put(keys.note, JSON.stringify(NOTE));
  }
  await jobs.update(job.tenantId, job.jobId, {
    ...{ state, durationSeconds: 2, language: "en", missingSeconds: 0, note: { status: "completed" } },
    ...changes,
  });
}

/** From now on every job ends as soon as it is started. */
export function finishAtOnce(gateway: TestGateway, changesFor: (job: Job) => Ending = () => ({})): void {
  const { starter } = gateway;
  const start = starter.start.bind(starter);
  starter.start = async (job) => {
    await start(job);
    await finish(gateway, job, changesFor(job));
  };
}
