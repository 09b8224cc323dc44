import { Context } from "@temporalio/activity";

type StartOptions = Parameters<ReturnType<typeof Context.current>["client"]["workflow"]["start"]>[1];

/** Starts a workflow, unless one of its id was started before: an activity's next attempt starts nothing twice. */
export async function startOnce(type: string, options: StartOptions): Promise<void> {
  try {
    await Context.current().client.workflow.start(type, {
      ...options,
      workflowIdConflictPolicy: "USE_EXISTING",
      workflowIdReusePolicy: "REJECT_DUPLICATE",
    });
  } catch (error) {
    if (!(error instanceof Error && error.name === "WorkflowExecutionAlreadyStartedError")) throw error;
  }
}
