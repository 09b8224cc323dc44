import { hasTranscript, isFinalState, JOB_STATES } from "../domain/job.js";
import type { EditsReplacement, JobChange } from "./ports.js";

/* Changes of a job's item in DynamoDB's words; dynamo-job-store.ts describes the item. */

export const QUEUED = "queued";
const FINAL_STATES = JOB_STATES.filter(isFinalState);
const STATES_WITH_TRANSCRIPT = JOB_STATES.filter(hasTranscript);

/** The fields that are given, as one update; a change of state only where the job has not ended. */
export function updateOf(change: JobChange & { updatedAt: string }) {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  const set = given.filter(([, value]) => value !== null);
  const sets = set.map(([name]) => `#${name} = :${name}`);
  const removed = given.filter(([, value]) => value === null).map(([name]) => `#${name}`);
  const names = Object.fromEntries(given.map(([name]) => [`#${name}`, name]));
  const values = Object.fromEntries(set.map(([name, value]) => [`:${name}`, value]));
  const exists = "attribute_exists(pk)";
  if (change.state === undefined)
    return {
      UpdateExpression: expressionOf(sets, removed),
      ConditionExpression: exists,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
    };
  const finals = FINAL_STATES.map((_, index) => `:final${index}`);
  if (change.state === "queued") sets.push("queuedPk = :queued", "queuedSk = tenantSk");
  else removed.push("queuedPk", "queuedSk");
  return {
    UpdateExpression: expressionOf(sets, removed),
    ConditionExpression: `${exists} AND NOT #state IN (${finals.join(", ")})`,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: {
      ...values,
      ...Object.fromEntries(FINAL_STATES.map((state, index) => [`:final${index}`, state])),
      ...(change.state === "queued" ? { ":queued": QUEUED } : {}),
    },
  };
}

function expressionOf(sets: readonly string[], removed: readonly string[]): string {
  return `SET ${sets.join(", ")}${removed.length === 0 ? "" : ` REMOVE ${removed.join(", ")}`}`;
}

/** A failed job's way back to where it began; its recording and what was heard of it stay. */
export function requeueing(now: string) {
  return {
    UpdateExpression:
      "SET #state = :queued, queuedPk = :queued, queuedSk = tenantSk, #note = :note, updatedAt = :now, " +
      "retries = if_not_exists(retries, :none) + :one REMOVE failure, missingSeconds, noteSummary, editsId, paused",
    ConditionExpression: "#state = :failed",
    ExpressionAttributeNames: { "#state": "state", "#note": "note" },
    ExpressionAttributeValues: {
      ...{ ":queued": QUEUED, ":failed": "failed", ":now": now, ":none": 0, ":one": 1 },
      ":note": { status: "pending" },
    },
  };
}

/** Another record of edits in place of the one that was read, where there is still a transcript to edit. */
export function replacementOf({ from, to }: EditsReplacement, now: string) {
  const states = STATES_WITH_TRANSCRIPT.map((state, index) => [`:state${index}`, state] as const);
  const isAsRead = from === undefined ? "attribute_not_exists(editsId)" : "editsId = :from";
  return {
    UpdateExpression: "SET editsId = :to, updatedAt = :now",
    ConditionExpression: `${isAsRead} AND #state IN (${states.map(([name]) => name).join(", ")})`,
    ExpressionAttributeNames: { "#state": "state" },
    ExpressionAttributeValues: {
      ":to": to,
      ":now": now,
      ...(from !== undefined && { ":from": from }),
      ...Object.fromEntries(states),
    },
  };
}
