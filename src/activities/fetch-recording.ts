import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { JobRef } from "../contracts/activity-io.js";
import { DiaristError } from "../domain/errors.js";
import { jobKeys } from "../domain/object-keys.js";
import type { RemoteFiles } from "../net/port.js";
import type { JobStore, ObjectStore } from "../storage/ports.js";
import { withHeartbeat } from "./heartbeat.js";

export interface FetchRecordingDependencies {
  objects: ObjectStore;
  jobs: JobStore;
  remoteFiles: RemoteFiles;
}

export type FetchRecordingActivities = ReturnType<typeof createFetchRecordingActivities>;

export function createFetchRecordingActivities({ objects, jobs, remoteFiles }: FetchRecordingDependencies) {
  return {
    /**
     * Brings the recording of a job that was made of a URL to where an uploaded one would lie; does nothing where it is
     * there. The URL may hold a secret, so it is read from the job's item, and when it has served only its host and path
     * stay there. Throws `source_unreachable` (retryable), `source_refused`, `source_too_large`,
     * `source_forbidden_address`, `file_empty`.
     */
    async fetchRecording({ jobId, tenantId }: JobRef): Promise<void> {
      const job = await jobs.get(tenantId, jobId);
      if (job === undefined) throw new DiaristError("job_not_found", `There is no job ${jobId}`);
      const { sourceUrl } = job;
      if (sourceUrl === undefined || job.sha256 !== "") return;
      await withHeartbeat("fetching", async (signal, tell) => {
        const file = await remoteFiles.open(sourceUrl, signal);
        const contentType = recordingType(file.contentType);
        const hash = createHash("sha256");
        async function* hashed(): AsyncGenerator<Uint8Array> {
          let sizeBytes = 0;
          for await (const piece of file.bytes) {
            hash.update(piece);
            sizeBytes += piece.length;
            tell(sizeBytes);
            yield piece;
          }
          if (sizeBytes === 0)
            throw new DiaristError("file_empty", "There is no byte at the recording's address");
        }
        const { audio } = jobKeys(tenantId, jobId);
        const { sizeBytes } = await objects.putStream(audio, Readable.from(hashed()), {
          contentType,
          signal,
        });
        const change = { sizeBytes, contentType, sha256: hash.digest("hex"), sourceUrl: redacted(sourceUrl) };
        try {
          await jobs.update(tenantId, jobId, change);
        } catch (error) {
          // Erased meanwhile: then nothing of it may come to lie there again.
          if (error instanceof DiaristError && error.code === "job_not_found") await objects.delete(audio);
          throw error;
        }
      });
    },
  };
}

/** A hint for players alone: what the recording is, its content says. */
function recordingType(claimed: string | undefined): string {
  const type = claimed?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  return /^(audio|video)\/[\w.+-]+$/.test(type) ? type : "application/octet-stream";
}

/** Where the recording was, without what may open it to others. */
function redacted(sourceUrl: string): string {
  const { origin, pathname } = new URL(sourceUrl);
  return origin + pathname;
}
