import { WorkflowExecutionAlreadyStartedError, type Client } from "@temporalio/client";
import { defineSearchAttributeKey, type SearchAttributePair } from "@temporalio/common";
import {
  type SEARCH_ATTRIBUTES,
  TASK_QUEUES,
  transcribeWorkflowId,
  WORKFLOW_TYPES,
} from "../contracts/names.js";
import { WORKFLOW_REVISION } from "../contracts/workflow-io.js";
import { DiaristError } from "../domain/errors.js";
import { transcriptionOptionsOf, type Job } from "../domain/job.js";
import type { TranscribeAndNote } from "../workflows/index.js";
import type { JobStarter } from "./job-starter.js";

// Short of the minute that HTTP clients wait by habit, long enough for a server that is being restarted.
const START_TIMEOUT_MS = 10_000;

/** Starts jobs as Temporal workflows. */
export class TemporalJobStarter implements JobStarter {
  constructor(
    private readonly client: Client,
    private readonly timeoutMs = START_TIMEOUT_MS,
  ) {}

  async start(job: Job): Promise<void> {
    const { jobId, tenantId, fileName, createdAt } = job;
    const options = transcriptionOptionsOf(job.options);
    const source = job.sourceUrl === undefined ? {} : { hasSource: true };
    try {
      await this.client.withDeadline(Date.now() + this.timeoutMs, () =>
        this.client.workflow.start<typeof TranscribeAndNote>(WORKFLOW_TYPES.transcribeAndNote, {
          taskQueue: TASK_QUEUES.orchestration,
          workflowId: transcribeWorkflowId(jobId),
          // One run for ever: a second start of the job finds the first, whether it runs or has ended. Only a job that was
          // taken up again gets another, and none after one that completed.
          workflowIdConflictPolicy: "USE_EXISTING",
          workflowIdReusePolicy:
            job.retries === undefined ? "REJECT_DUPLICATE" : "ALLOW_DUPLICATE_FAILED_ONLY",
          staticSummary: `Transcript and note of ${fileName}`,
          // Its activities' too, on every queue: a tenant with many jobs does not keep the others waiting.
          priority: { fairnessKey: tenantId },
          typedSearchAttributes: searchAttributesOf(job),
          args: [{ revision: WORKFLOW_REVISION, jobId, tenantId, fileName, createdAt, options, ...source }],
        }),
      );
    } catch (cause) {
      if (cause instanceof WorkflowExecutionAlreadyStartedError) return;
      const message = "The workflow service could not take the job. Send the file again later.";
      throw new DiaristError("workflow_unavailable", message, { cause });
    }
  }
}

function searchAttributesOf(job: Job): SearchAttributePair[] {
  const keyword = (name: keyof typeof SEARCH_ATTRIBUTES, value: string): SearchAttributePair => ({
    key: defineSearchAttributeKey(name, "KEYWORD"),
    value,
  });
  return [
    keyword("JobStatus", job.state),
    keyword("TenantId", job.tenantId),
    keyword("FileName", job.fileName),
  ];
}
