import { join } from "node:path";
import type { WorkerOptions } from "@temporalio/worker";
import { createMediaActivities } from "../activities/media.js";
import { createNotesActivities } from "../activities/notes.js";
import { createOrchestrationActivities } from "../activities/orchestration.js";
import { createScratch } from "../activities/scratch.js";
import { createTranscriptionActivities } from "../activities/transcription.js";
import type { Config } from "../config.js";
import type { Fleet } from "../contracts/names.js";
import { createFfmpegMedia } from "../media/ffmpeg-media.js";
import { createExtractiveNoteWriter } from "../providers/language/extractive-note-writer.js";
import { createOpenAiNoteWriter } from "../providers/language/openai-note-writer.js";
import { createOpenAiSpeech } from "../providers/speech/openai-speech.js";
import { DynamoJobStore } from "../storage/dynamo-job-store.js";
import { S3ObjectStore } from "../storage/s3-object-store.js";
import { requireWorkflowBundle } from "./workflow-bundle.js";

/** What a fleet's workers run, and how much of it at a time. */
export async function composeFleet(fleet: Fleet, config: Config): Promise<Partial<WorkerOptions>> {
  const objects = new S3ObjectStore(config.objectStore);
  switch (fleet) {
    case "orchestration": {
      const jobs = new DynamoJobStore(config.jobStore);
      await objects.ensureBucket();
      await jobs.ensureTable();
      return {
        workflowBundle: await requireWorkflowBundle(),
        activities: createOrchestrationActivities({ objects, jobs }),
        maxConcurrentActivityTaskExecutions: 50,
      };
    }
    case "media": {
      const { ffmpeg, chunkSeconds, chunkWindowSeconds, maxAudioSeconds } = config.media;
      const scratch = await createScratch(join(config.home, "scratch"), objects);
      return {
        activities: createMediaActivities({
          objects,
          media: createFfmpegMedia({ ffmpegPath: ffmpeg }),
          scratch,
          cut: { nominalSeconds: chunkSeconds, searchWindowSeconds: chunkWindowSeconds },
          maxAudioSeconds,
        }),
        // Each is one ffmpeg, which keeps a core busy.
        maxConcurrentActivityTaskExecutions: 2,
      };
    }
    case "transcription": {
      const { baseUrl, apiKey, model, slots } = config.speech;
      return {
        activities: createTranscriptionActivities({
          objects,
          speech: createOpenAiSpeech({ baseUrl, apiKey, model }),
        }),
        maxConcurrentActivityTaskExecutions: slots,
      };
    }
    case "notes":
      return {
        activities: createNotesActivities({
          objects,
          writer:
            config.language === undefined
              ? createExtractiveNoteWriter()
              : createOpenAiNoteWriter(config.language),
        }),
        maxConcurrentActivityTaskExecutions: 4,
      };
  }
}
