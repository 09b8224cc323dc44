import type { ChunkResult, TranscribeChunkInput } from "../contracts/activity-io.js";
import type { ChunkRef } from "../domain/audio.js";
import { jobKeys, partKey } from "../domain/object-keys.js";
import { roundMs, type Span } from "../domain/spans.js";
import { speechPrompt } from "../domain/speech-prompt.js";
import { recognitionSchema, type Recognition } from "../domain/transcript.js";
import { spokenSeconds, wordlessSpans } from "../domain/wordless.js";
import type { SpeechRecognizer } from "../providers/speech/port.js";
import type { ObjectStore } from "../storage/ports.js";
import { withHeartbeat } from "./heartbeat.js";
import { findJson, putJson, storePaid } from "./objects.js";
import { openPieceAudio, pieceFileName } from "./piece-audio.js";

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
    async transcribeChunk({
      jobId,
      tenantId,
      chunk,
      options,
      secondTry,
    }: TranscribeChunkInput): Promise<ChunkResult> {
      const settings = {
        ...(options.language === undefined ? {} : { language: options.language }),
        prompt: speechPrompt(options),
        ...(options.model === undefined ? {} : { model: options.model }),
        ...(secondTry === true ? { secondTry } : {}),
      };
      const keys = jobKeys(tenantId, jobId);
      const key = partKey(keys, chunk, speech.settingsHash(settings));
      const found = await findJson(objects, key, recognitionSchema);
      if (found !== undefined) return resultOf(chunk, key, found);

      return withHeartbeat("transcribing", async (signal) => {
        const audio = await openPieceAudio(objects, keys.audio, chunk.audio);
        const recognition = await speech.transcribe(
          {
            audio,
            fileName: pieceFileName(chunk),
            durationSeconds: chunk.endSeconds - chunk.audioStartSeconds,
            ...settings,
          },
          signal,
        );
        await storePaid(() => putJson(objects, key, recognition), signal);
        const result = resultOf(chunk, key, recognition);
        // Promises that were waited for until now are old, and keep what they gave until a collection of the whole heap.
        recognition.segments = [];
        return result;
      });
    },
  };
}

function resultOf(chunk: ChunkRef, partKey: string, recognition: Recognition): ChunkResult {
  const { silentOrMissed, noticed } = wordlessSpans(chunk, recognition);
  return {
    index: chunk.index,
    partKey,
    language: recognition.language,
    spokenSeconds: spokenSeconds(recognition),
    wordless: silentOrMissed.map(toPair),
    noticed: noticed.map(toPair),
  };
}

function toPair({ start, end }: Span): [number, number] {
  return [roundMs(start), roundMs(end)];
}
