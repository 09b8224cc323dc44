import { ActivityFailure, ApplicationFailure, TimeoutFailure } from "@temporalio/workflow";
import { isErrorCode, type ErrorCode } from "../domain/errors.js";
import type { Failure } from "../domain/job.js";

/**
 * What a failed activity's error is called in the job: its own code, or `timedOut` when it was tried for as long as its
 * limits allow.
 */
export function failureOf(error: unknown, timedOut: ErrorCode): Failure {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  // The last attempt's own failure stands behind the time-out that ended the attempts.
  const last = cause instanceof TimeoutFailure && cause.cause !== undefined ? cause.cause : cause;
  if (last instanceof ApplicationFailure && isErrorCode(last.type))
    return { code: last.type, message: last.message };
  if (last instanceof TimeoutFailure)
    return { code: timedOut, message: "It was tried again and again without success until its time ran out" };
  return {
    code: "internal_error",
    message: "Something failed that should not have; the job's history says what",
  };
}
