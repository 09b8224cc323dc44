import { Readable } from "node:stream";
import { toJobAnswer } from "../../contracts/http/job.js";
import { toJson } from "../../domain/formats/json.js";
import { toMarkdown } from "../../domain/formats/markdown.js";
import { toSrt, toVtt } from "../../domain/formats/subtitles.js";
import { toText } from "../../domain/formats/text.js";
import type { Job } from "../../domain/job.js";
import { inLargePieces } from "../../domain/large-pieces.js";
import { noteToMarkdown } from "../../domain/note-text.js";
import { jobKeys } from "../../domain/object-keys.js";
import { storedNote, storedTranscript, type ResultStores } from "../library/stored-results.js";
import type { ArchivedFile } from "./send-zip.js";

type JobFile = Omit<ArchivedFile, "path"> & { name: string };

/** All that there is of a job at present; its recording last, because it is the longest. */
export async function* jobFiles(
  context: ResultStores,
  job: Job,
  withAudio: boolean,
): AsyncGenerator<JobFile> {
  const keys = jobKeys(job.tenantId, job.jobId);
  yield text(job, "job.json", [JSON.stringify(toJobAnswer(job), undefined, 2)]);
  const note = await storedNote(context, job);
  if (note === undefined) yield* asItLies(context, job, keys.note, "note.json");
  else {
    yield text(job, "note.json", [JSON.stringify(note)]);
    yield text(job, "note.md", [noteToMarkdown(note)]);
  }
  const transcript = await storedTranscript(context, job);
  if (transcript === undefined) yield* asItLies(context, job, keys.transcript, "transcript.json");
  else {
    yield text(job, "transcript.json", toJson(transcript));
    yield text(job, "transcript.srt", [toSrt(transcript)]);
    yield text(job, "transcript.vtt", [toVtt(transcript)]);
    yield text(job, "transcript.txt", [toText(transcript)]);
    yield text(job, "transcript.md", [toMarkdown(transcript, job.title ?? job.fileName)]);
  }
  if (withAudio) yield* asItLies(context, job, keys.audio, `audio${extensionOf(job.fileName)}`);
}

/** Byte for byte, if there is anything: recordings, and results that cannot be read as what they should be. */
async function* asItLies(
  { objects }: ResultStores,
  job: Job,
  key: string,
  name: string,
): AsyncGenerator<JobFile> {
  const body = await objects.getStream(key);
  if (body !== undefined)
    yield { name, modified: new Date(job.createdAt), isStored: !name.endsWith(".json"), body };
}

function text(job: Job, name: string, content: Iterable<string>): JobFile {
  const body = Readable.from(inLargePieces(content));
  return { name, modified: new Date(job.updatedAt), isStored: false, body };
}

/** As it was uploaded, where that is an extension at all. */
function extensionOf(fileName: string): string {
  return (/\.[A-Za-z0-9]{1,8}$/.exec(fileName)?.[0] ?? "").toLowerCase();
}
