import { basename } from "node:path";
import type { ChunkResult, TranscribeChunkInput } from "../contracts/activity-io.js";
import { DiaristError } from "../domain/errors.js";
import { jobKeys, partKey } from "../domain/object-keys.js";
import { recognitionSchema } from "../domain/transcript.js";
import type { SpeechRecognizer } from "../providers/speech/port.js";
import type { ObjectStore } from "../storage/ports.js";
import { withHeartbeat } from "./heartbeat.js";
import { findJson, putJson } from "./objects.js";

export interface TranscriptionDependencies {
  objects: ObjectStore;
  speech: SpeechRecognizer;
}

export type TranscriptionActivities = ReturnType<typeof createTranscriptionActivities>;

/** The activity of the transcription fleet, the only one that costs money or a GPU. */
export function createTranscriptionActivities({ objects, speech }: TranscriptionDependencies) {
  return {
    /**
     * Has one chunk transcribed and stores what was heard. A result that is there already is taken as it is: a finished
     * chunk is never paid for twice, whatever attempt, reset or process asks again.
     */
    async transcribeChunk({ jobId, tenantId, chunk, options }: TranscribeChunkInput): Promise<ChunkResult> {
      const key = partKey(jobKeys(tenantId, jobId), chunk, speech.settingsHash(options));
      const found = await findJson(objects, key, recognitionSchema);
      if (found !== undefined) return { index: chunk.index, partKey: key, language: found.language };

      return withHeartbeat("transcribing", async (signal) => {
        const audio = await objects.get(chunk.audioKey);
        if (audio === undefined)
          throw new DiaristError("audio_lost", "The prepared chunk is not in the object store any more");
        const recognition = await speech.transcribe(
          {
            audio,
            fileName: basename(chunk.audioKey),
            durationSeconds: chunk.endSeconds - chunk.audioStartSeconds,
            ...options,
          },
          signal,
        );
        await putJson(objects, key, recognition);
        return { index: chunk.index, partKey: key, language: recognition.language };
      });
    },
  };
}
