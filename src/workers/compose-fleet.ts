import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import type { MetricMeter } from "@temporalio/common";
import type { WorkerOptions } from "@temporalio/worker";
import { createAudioAllowance } from "../activities/audio-allowance.js";
import { createFetchRecordingActivities } from "../activities/fetch-recording.js";
import { createMediaActivities } from "../activities/media.js";
import { createNotesActivities } from "../activities/notes.js";
import { createOrchestrationActivities } from "../activities/orchestration.js";
import { createScratch } from "../activities/scratch.js";
import { createTranscriptionActivities } from "../activities/transcription.js";
import { createWebhookActivities } from "../activities/webhooks.js";
import type { Config } from "../config.js";
import type { Fleet } from "../contracts/names.js";
import { createMediaTools } from "../media/media-tools.js";
import { createGuardedFetch } from "../net/guarded-fetch.js";
import { createRemoteFiles } from "../net/remote-files.js";
import { createExtractiveNoteWriter } from "../providers/language/extractive-note-writer.js";
import { createOpenAiNoteWriter } from "../providers/language/openai-note-writer.js";
import { createOpenAiSpeech } from "../providers/speech/openai-speech.js";
import { createHttpWebhookSender } from "../providers/webhooks/http-webhook-sender.js";
import { DynamoJobStore } from "../storage/dynamo-job-store.js";
import { DynamoTenantStore } from "../storage/dynamo-tenant-store.js";
import { DynamoWebhookStore } from "../storage/dynamo-webhook-store.js";
import { S3ObjectStore } from "../storage/s3-object-store.js";
import { countEngineCalls, countJobs } from "../telemetry/worker-metrics.js";
import { transcriptionSlots } from "./transcription-slots.js";
import { requireWorkflowBundle } from "./workflow-bundle.js";

/** What a fleet's workers run, and how much of it at a time. */
export async function composeFleet(
  fleet: Fleet,
  config: Config,
  meter: MetricMeter,
): Promise<Partial<WorkerOptions>> {
  const objects = new S3ObjectStore(config.objectStore);
  switch (fleet) {
    case "orchestration": {
      const jobs = new DynamoJobStore(config.jobStore);
      const webhooks = new DynamoWebhookStore(config.jobStore);
      const fetch = createGuardedFetch({ allow: config.allowPrivateTargets });
      await objects.ensureBucket();
      await jobs.ensureTable();
      return {
        workflowBundle: await requireWorkflowBundle({ traced: config.traces !== undefined }),
        activities: {
          ...countJobs(createOrchestrationActivities({ objects, jobs, webhooks }), meter),
          ...createWebhookActivities({ jobs, webhooks, sender: createHttpWebhookSender(fetch) }),
        },
        maxConcurrentActivityTaskExecutions: 50,
      };
    }
    case "media": {
      const { ffmpeg, chunkSeconds, chunkWindowSeconds, maxAudioSeconds, speechFormats } = config.media;
      // Where collections are quick, V8 lets the heap grow by a tenth only, which here is what two jobs leave: it may double.
      setFlagsFromString("--heap-growing-percent=100");
      const scratch = await createScratch(join(config.home, "scratch"), objects);
      return {
        activities: {
          ...createFetchRecordingActivities({
            objects,
            jobs: new DynamoJobStore(config.jobStore),
            remoteFiles: createRemoteFiles({
              fetch: createGuardedFetch({ allow: config.allowPrivateTargets }),
              maxBytes: config.gateway.maxUploadBytes,
            }),
          }),
          ...createMediaActivities({
            objects,
            media: createMediaTools({ ffmpegPath: ffmpeg, formats: speechFormats }),
            scratch,
            cut: { nominalSeconds: chunkSeconds, searchWindowSeconds: chunkWindowSeconds },
            maxAudioSeconds,
            allowance: createAudioAllowance(new DynamoTenantStore(config.jobStore), config.limits),
          }),
        },
        // Each is one ffmpeg, which keeps a core busy.
        maxConcurrentActivityTaskExecutions: 2,
      };
    }
    case "transcription": {
      const { baseUrl, apiKey, model, slots } = config.speech;
      return {
        activities: createTranscriptionActivities({
          objects,
          speech: countEngineCalls(createOpenAiSpeech({ baseUrl, apiKey, model }), meter),
        }),
        maxConcurrentActivityTaskExecutions: slots ?? (await transcriptionSlots(baseUrl)),
      };
    }
    case "notes":
      return {
        activities: createNotesActivities({
          objects,
          jobs: new DynamoJobStore(config.jobStore),
          writer:
            config.language === undefined
              ? createExtractiveNoteWriter()
              : createOpenAiNoteWriter(config.language),
        }),
        maxConcurrentActivityTaskExecutions: 4,
      };
  }
}
