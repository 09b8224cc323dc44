import type { Fleet } from "../contracts/names.js";

/* What to do where something cannot be used, for whoever runs the service, in the words of its configuration. */

const SUPERVISED =
  "`npm start` starts its own again by itself; the folder logs in DIARIST_HOME says why it ended.";

export const REMEDIES = {
  temporal: `Start Temporal, or correct TEMPORAL_ADDRESS. ${SUPERVISED}`,
  temporalNamespace: "Create the namespace in Temporal, or correct TEMPORAL_NAMESPACE.",
  temporalCredentials: "Correct TEMPORAL_API_KEY and TEMPORAL_TLS.",
  objectStore:
    "Start the object store, or correct DIARIST_S3_ENDPOINT, DIARIST_S3_BUCKET and its credentials (AWS_ACCESS_KEY_ID, " +
    `AWS_SECRET_ACCESS_KEY). ${SUPERVISED}`,
  jobStore:
    "Start the job store, or correct DIARIST_DYNAMODB_ENDPOINT, DIARIST_DYNAMODB_TABLE and its credentials " +
    `(AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY). ${SUPERVISED}`,
  speech: `Start the speech service, or correct DIARIST_SPEECH_BASE_URL. ${SUPERVISED}`,
  speechCredentials: "Correct DIARIST_SPEECH_API_KEY.",
  speechAddress:
    "Correct DIARIST_SPEECH_BASE_URL: it ends where the service's `/models` begins, usually in /v1.",
} as const;

export function remedyForFleet(fleet: Fleet): string {
  return `Start a worker of the fleet, \`node dist/workers/main.js ${fleet}\`. ${SUPERVISED}`;
}
