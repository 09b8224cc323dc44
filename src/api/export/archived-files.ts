import { Readable } from "node:stream";
import { FolderNames } from "../../domain/folder-names.js";
import type { Job } from "../../domain/job.js";
import type { ResultStores } from "../library/stored-results.js";
import { jobFiles } from "./job-files.js";
import type { ArchivedFile } from "./send-zip.js";

/** What is told of a job in the manifest. */
interface ManifestEntry {
  id: string;
  folder: string;
  title: string;
  createdAt: string;
  files: string[];
}

/** A folder a job, and at last `manifest.json`, which says what is where. */
export async function* archivedFiles(
  context: ResultStores,
  jobs: AsyncIterable<Job>,
  withAudio: boolean,
): AsyncGenerator<ArchivedFile> {
  const folders = new FolderNames();
  const entries: ManifestEntry[] = [];
  const exportedAt = new Date();
  for await (const job of jobs) {
    const { jobId, noteSummary, createdAt } = job;
    const title = job.title ?? noteSummary?.title ?? job.fileName;
    const folder = folders.next(noteSummary?.date ?? createdAt.slice(0, 10), title);
    const files: string[] = [];
    for await (const { name, ...file } of jobFiles(context, job, withAudio)) {
      files.push(name);
      yield { ...file, path: `${folder}/${name}` };
    }
    entries.push({ id: jobId, folder, title, createdAt, files });
  }
  const manifest = { exportedAt: exportedAt.toISOString(), jobs: entries };
  const body = Readable.from([JSON.stringify(manifest, undefined, 2)]);
  yield { path: "manifest.json", modified: exportedAt, isStored: false, body };
}
