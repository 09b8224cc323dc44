import type { MetricMeter } from "@temporalio/common";
import type { OrchestrationActivities } from "../activities/orchestration.js";
import { DiaristError } from "../domain/errors.js";
import type { SpeechRecognizer } from "../providers/speech/port.js";

/*
 * What workers count beside Temporal's own metrics, through the SDK's meter: both stand at one endpoint, which Temporal's
 * core serves (see workers/temporal-runtime.ts).
 */

/** A chunk of ten minutes takes seconds on a GPU and minutes on a CPU. */
export const HISTOGRAM_BUCKETS = {
  diarist_engine_request_duration_seconds: [0.5, 1, 2, 5, 10, 20, 40, 80, 160, 320, 640, 1800],
};

/** Counts what the speech service is asked, how it goes (`ok`, `cancelled` or an error's code), and for how much audio. */
export function countEngineCalls(speech: SpeechRecognizer, meter: MetricMeter): SpeechRecognizer {
  const requests = meter.createCounter(
    "diarist_engine_requests_total",
    "",
    "Requests to the speech service that ended",
  );
  const duration = meter.createHistogram(
    "diarist_engine_request_duration_seconds",
    "float",
    "",
    "From asking the speech service to its answer",
  );
  const audio = meter.createCounter(
    "diarist_engine_audio_seconds_total",
    "",
    "Audio for which the speech service gave words, in whole seconds",
  );
  return {
    settingsHash: (options) => speech.settingsHash(options),
    check: () => speech.check(),
    async transcribe(request, signal) {
      const startedAt = performance.now();
      const count = (outcome: string): void => {
        requests.add(1, { outcome });
        duration.record((performance.now() - startedAt) / 1000, { outcome });
      };
      try {
        const recognition = await speech.transcribe(request, signal);
        count("ok");
        audio.add(Math.round(recognition.durationSeconds));
        return recognition;
      } catch (error) {
        count(outcomeOf(error, signal));
        throw error;
      }
    },
  };
}

function outcomeOf(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return "cancelled";
  return error instanceof DiaristError ? error.code : "internal_error";
}

/** Counts the states that jobs enter, and the audio of those whose length is known. */
export function countJobs(activities: OrchestrationActivities, meter: MetricMeter): OrchestrationActivities {
  const jobs = meter.createCounter("diarist_jobs_total", "", "Jobs that entered a state");
  const audio = meter.createCounter(
    "diarist_audio_seconds_total",
    "",
    "Length of the recordings whose transcription began, in whole seconds",
  );
  return {
    ...activities,
    async recordProgress(input) {
      await activities.recordProgress(input);
      if (input.state !== undefined) jobs.add(1, { state: input.state });
      if (input.durationSeconds !== undefined) audio.add(Math.round(input.durationSeconds));
    },
    async finishJob(input) {
      await activities.finishJob(input);
      jobs.add(1, { state: input.state });
    },
  };
}
