import { ActivityCancellationType, proxyActivities, proxyLocalActivities } from "@temporalio/workflow";
import type { FetchRecordingActivities } from "../activities/fetch-recording.js";
import type { MediaActivities } from "../activities/media.js";
import type { NotesActivities } from "../activities/notes.js";
import type { OrchestrationActivities } from "../activities/orchestration.js";
import type { TranscriptionActivities } from "../activities/transcription.js";
import type { WebhookActivities } from "../activities/webhooks.js";
import { TASK_QUEUES } from "../contracts/names.js";

/*
 * Each fleet's activities as workflows call them, with their time limits. Attempts are unlimited everywhere: what cannot
 * succeed says so itself (a non-retryable failure), and what has been tried for as long as `scheduleToCloseTimeout`
 * allows ends the job, or only its note, with a name for why.
 */

/** A worker that dies is noticed within this time; heartbeats come every five seconds. */
const HEARTBEAT_TIMEOUT = "30 seconds";

/** A cancelled job is cleaned up after its last activity has let go, so that nothing is written behind the cleaning. */
const cancellationType = ActivityCancellationType.WAIT_CANCELLATION_COMPLETED;

/** An outage of the stores may last a weekend and cost nobody a recording. */
const OUTAGE = "7 days";

export const orchestration = proxyActivities<OrchestrationActivities>({
  taskQueue: TASK_QUEUES.orchestration,
  // Requests to the stores; the longest is the deletion of a day-long recording's chunks.
  startToCloseTimeout: "2 minutes",
  scheduleToCloseTimeout: OUTAGE,
  retry: { initialInterval: "500 milliseconds", maximumInterval: "1 minute" },
});

/** The same, done by the worker that runs the workflow, which does not wait for long. */
export const localOrchestration = proxyLocalActivities<OrchestrationActivities>({
  // Within a workflow task's ten seconds. The longest is joining the chunks of a day-long recording.
  startToCloseTimeout: "8 seconds",
  scheduleToCloseTimeout: "9 seconds",
  retry: { initialInterval: "200 milliseconds", maximumAttempts: 3 },
});

export const media = proxyActivities<MediaActivities & FetchRecordingActivities>({
  taskQueue: TASK_QUEUES.media,
  // The longest recording is fetched and cut within minutes; a slow disk gets hours.
  startToCloseTimeout: "6 hours",
  scheduleToCloseTimeout: OUTAGE,
  heartbeatTimeout: HEARTBEAT_TIMEOUT,
  cancellationType,
  retry: { initialInterval: "1 second", maximumInterval: "1 minute" },
});

export const transcription = proxyActivities<TranscriptionActivities>({
  taskQueue: TASK_QUEUES.transcription,
  // Minutes of audio on a slow CPU, with a full queue before it. The provider's own deadline comes first.
  startToCloseTimeout: "1 hour",
  scheduleToCloseTimeout: OUTAGE,
  heartbeatTimeout: HEARTBEAT_TIMEOUT,
  cancellationType,
  // A `Retry-After` of the server overrides the interval. After an outage the machines that hear are not left idle for long.
  retry: { initialInterval: "1 second", maximumInterval: "20 seconds" },
});

export const webhooks = proxyActivities<WebhookActivities>({
  taskQueue: TASK_QUEUES.orchestration,
  // The sender's own deadline comes first.
  startToCloseTimeout: "30 seconds",
  heartbeatTimeout: HEARTBEAT_TIMEOUT,
  // At 0 s, 5 s, 20 s, 1 min, 5 min, 20 min, 1.5 h, 5 h, 11 h, 17 h and 23 h: a bad night of the receiver's costs no event.
  scheduleToCloseTimeout: "24 hours",
  cancellationType,
  retry: { initialInterval: "5 seconds", backoffCoefficient: 4, maximumInterval: "6 hours" },
});

export const notes = proxyActivities<NotesActivities>({
  taskQueue: TASK_QUEUES.notes,
  startToCloseTimeout: "30 minutes",
  // The transcript is finished and waits for this: an hour, then it is given out without a note.
  scheduleToCloseTimeout: "1 hour",
  heartbeatTimeout: HEARTBEAT_TIMEOUT,
  cancellationType,
  retry: { initialInterval: "1 second", maximumInterval: "1 minute" },
});
