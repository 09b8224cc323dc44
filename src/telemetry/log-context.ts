import { AsyncLocalStorage } from "node:async_hooks";
import { isSpanContextValid, trace } from "@opentelemetry/api";

/** What every line of a request or an activity carries, so that they can be joined. */
export interface LogFields {
  requestId?: string;
  jobId?: string;
  workflowId?: string;
  activity?: string;
  attempt?: number;
}

const fields = new AsyncLocalStorage<LogFields>();

/** All that `run` logs, at once or later, carries these fields. */
export function withLogFields<T>(given: LogFields, run: () => T): T {
  return fields.run({ ...fields.getStore(), ...given }, run);
}

/** The fields of the present request or activity, and its trace's id where there are traces. */
export function currentLogFields(): LogFields & { traceId?: string } {
  const span = trace.getActiveSpan()?.spanContext();
  return {
    ...fields.getStore(),
    ...(span !== undefined && isSpanContextValid(span) && { traceId: span.traceId }),
  };
}

const OF_ONE_JOB = /^(?:transcribe|write-note|retry-missing|waveform|erase)-([0-9a-f-]{36})$/;

/** The job that a workflow works on, by the workflow's id (contracts/names.ts builds those). */
export function jobIdOf(workflowId: string): string | undefined {
  return OF_ONE_JOB.exec(workflowId)?.[1];
}
