import { Context } from "@temporalio/activity";
import type { ActivityExecuteInput, ActivityInboundCallsInterceptor, Next } from "@temporalio/worker";
import type { Logger } from "../logger.js";
import { jobIdOf, withLogFields } from "../telemetry/log-context.js";

/** One line for each activity's end, and its ids in every line between: a job can be followed through all fleets. */
export class ActivityLog implements ActivityInboundCallsInterceptor {
  constructor(private readonly logger: Logger) {}

  execute(
    input: ActivityExecuteInput,
    next: Next<ActivityInboundCallsInterceptor, "execute">,
  ): Promise<unknown> {
    const { activityType, attempt, workflowExecution } = Context.current().info;
    const workflowId = workflowExecution?.workflowId;
    const jobId = workflowId === undefined ? undefined : jobIdOf(workflowId);
    const ids = {
      ...(jobId !== undefined && { jobId }),
      ...(workflowId !== undefined && { workflowId }),
    };
    return withLogFields({ ...ids, activity: activityType, attempt }, async () => {
      const startedAt = performance.now();
      const durationMs = (): number => Math.round(performance.now() - startedAt);
      try {
        const result = await next(input);
        this.logger.info({ durationMs: durationMs() }, "activity done");
        return result;
      } catch (error) {
        // Temporal's own line has the error.
        this.logger.info({ durationMs: durationMs() }, "activity not done");
        throw error;
      }
    });
  }
}
