import type { ActivityExecuteInput, ActivityInboundCallsInterceptor, Next } from "@temporalio/worker";
import { ApplicationFailure, Context } from "@temporalio/activity";
import { TemporalFailure } from "@temporalio/common";
import { DiaristError } from "../domain/errors.js";

/** A failure without a code is a defect of ours: another attempt may get round it, a hundred will not. */
const UNFORESEEN_ATTEMPTS = 10;

function isUnforeseen(error: unknown): error is Error {
  return error instanceof Error && !(error instanceof TemporalFailure) && error.name !== "AbortError";
}

/**
 * Tells Temporal what kind of failure an activity met: the error's code as the failure's type, whether another attempt
 * makes sense, and how long the failing service asked us to wait before it.
 */
export class ErrorInterceptor implements ActivityInboundCallsInterceptor {
  async execute(
    input: ActivityExecuteInput,
    next: Next<ActivityInboundCallsInterceptor, "execute">,
  ): Promise<unknown> {
    try {
      return await next(input);
    } catch (error) {
      if (error instanceof DiaristError) throw toApplicationFailure(error);
      if (isUnforeseen(error) && Context.current().info.attempt >= UNFORESEEN_ATTEMPTS)
        throw ApplicationFailure.create({
          message: "Something failed that should not have; the worker's log says what",
          type: "internal_error",
          nonRetryable: true,
          cause: error,
        });
      throw error;
    }
  }
}

export function toApplicationFailure(error: DiaristError): ApplicationFailure {
  return ApplicationFailure.create({
    message: error.message,
    type: error.code,
    nonRetryable: !error.retryable,
    ...(error.retryAfterSeconds !== undefined && { nextRetryDelay: error.retryAfterSeconds * 1000 }),
  });
}
