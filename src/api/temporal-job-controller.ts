import {
  isGrpcServiceError,
  QueryNotRegisteredError,
  QueryRejectedError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  type Client,
  type WorkflowHandle,
} from "@temporalio/client";
import { HANDLERS } from "../contracts/handlers.js";
import {
  retryMissingWorkflowId,
  TASK_QUEUES,
  transcribeWorkflowId,
  waveformWorkflowId,
  WORKFLOW_TYPES,
  writeNoteWorkflowId,
} from "../contracts/names.js";
import { progressSchema, type Progress } from "../contracts/workflow-io.js";
import { DiaristError } from "../domain/errors.js";
import type { Job } from "../domain/job.js";
import type { MakeWaveform, RetryMissing, WriteNote } from "../workflows/index.js";
import type { JobController } from "./job-controller.js";

// Someone waits for the answer; a server that is being restarted is back within it.
const TIMEOUT_MS = 10_000;
// A query needs a worker. One that replays a long history takes a second; without any, the job's item has to do.
const QUERY_TIMEOUT_MS = 3_000;
const POLL_MS = 100;

/** Steers jobs by their workflows' signals, updates and cancellation. */
export class TemporalJobController implements JobController {
  constructor(
    private readonly client: Client,
    private readonly timeoutMs = TIMEOUT_MS,
  ) {}

  async cancel(job: Job): Promise<boolean> {
    const running = await Promise.all(
      this.handles(job).map(async (handle) => {
        // Temporal accepts the cancellation of a workflow that has ended, and does nothing.
        if (!(await this.isRunning(handle))) return false;
        return this.whereRunning(() => handle.cancel());
      }),
    );
    return running.includes(true);
  }

  async pause(job: Job): Promise<boolean> {
    return this.whereRunning(() => this.transcription(job).signal(HANDLERS.pauseSignal));
  }

  async resume(job: Job): Promise<boolean> {
    return this.whereRunning(() => this.transcription(job).signal(HANDLERS.resumeSignal));
  }

  async rewriteNote(job: Job): Promise<void> {
    if (job.state === "writing_note" && (await this.askForNote(this.transcription(job)))) return;
    const deadline = Date.now() + this.timeoutMs;
    // A workflow that is just ending takes no further request, and none starts beside it.
    while (!(await this.startWriteNote(job)) && !(await this.askForNote(this.noteWriting(job)))) {
      if (Date.now() > deadline)
        throw new DiaristError("workflow_unavailable", "The note is still being finished. Try again later.");
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  async retryMissing({ jobId, tenantId, createdAt, fileName }: Job): Promise<void> {
    await this.asking(() =>
      this.client.workflow.start<typeof RetryMissing>(WORKFLOW_TYPES.retryMissing, {
        taskQueue: TASK_QUEUES.orchestration,
        workflowId: retryMissingWorkflowId(jobId),
        workflowIdConflictPolicy: "USE_EXISTING",
        staticSummary: `Missing parts of ${fileName}, again`,
        args: [{ jobId, tenantId, createdAt }],
      }),
    );
  }

  async makeWaveform({ jobId, tenantId, fileName }: Job): Promise<void> {
    await this.asking(() =>
      this.client.workflow.start<typeof MakeWaveform>(WORKFLOW_TYPES.makeWaveform, {
        taskQueue: TASK_QUEUES.orchestration,
        workflowId: waveformWorkflowId(jobId),
        workflowIdConflictPolicy: "USE_EXISTING",
        staticSummary: `Waveform of ${fileName}`,
        args: [{ jobId, tenantId }],
      }),
    );
  }

  async untilEnded(job: Job, timeoutMs: number): Promise<boolean> {
    return this.untilNoneRuns([this.transcription(job)], timeoutMs);
  }

  async progress(job: Job): Promise<Progress | undefined> {
    try {
      const answer = await this.client.withDeadline(Date.now() + QUERY_TIMEOUT_MS, () =>
        this.transcription(job).query<unknown>(HANDLERS.progressQuery),
      );
      return progressSchema.parse(answer);
    } catch (error) {
      const isNoAnswer =
        error instanceof WorkflowNotFoundError ||
        error instanceof QueryNotRegisteredError ||
        error instanceof QueryRejectedError ||
        isGrpcServiceError(error);
      if (isNoAnswer) return undefined;
      throw error;
    }
  }

  async stop(job: Job, timeoutMs: number): Promise<boolean> {
    await this.cancel(job);
    return this.untilNoneRuns(this.handles(job), timeoutMs);
  }

  private async untilNoneRuns(handles: readonly WorkflowHandle[], timeoutMs: number): Promise<boolean> {
    const deadline = Date.now() + timeoutMs;
    for (const handle of handles)
      while (await this.isRunning(handle)) {
        if (Date.now() > deadline) return false;
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      }
    return true;
  }

  /** False where a note is being written already. */
  private async startWriteNote({ jobId, tenantId, createdAt, fileName }: Job): Promise<boolean> {
    try {
      await this.asking(() =>
        this.client.workflow.start<typeof WriteNote>(WORKFLOW_TYPES.writeNote, {
          taskQueue: TASK_QUEUES.orchestration,
          workflowId: writeNoteWorkflowId(jobId),
          workflowIdConflictPolicy: "FAIL",
          staticSummary: `Note of ${fileName}, again`,
          args: [{ jobId, tenantId, createdAt }],
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
      throw error;
    }
  }

  /** False where the workflow is past the point of taking it. */
  private async askForNote(handle: WorkflowHandle): Promise<boolean> {
    try {
      return await this.whereRunning(async () => {
        await handle.startUpdate(HANDLERS.regenerateNoteUpdate, { waitForStage: "ACCEPTED" });
      });
    } catch (error) {
      // The workflow's validator says no when the note has just been finished.
      if (error instanceof DiaristError) throw error;
      return false;
    }
  }

  private transcription({ jobId }: Job): WorkflowHandle {
    return this.client.workflow.getHandle(transcribeWorkflowId(jobId));
  }

  private noteWriting({ jobId }: Job): WorkflowHandle {
    return this.client.workflow.getHandle(writeNoteWorkflowId(jobId));
  }

  private handles(job: Job): WorkflowHandle[] {
    const ids = [transcribeWorkflowId, writeNoteWorkflowId, retryMissingWorkflowId, waveformWorkflowId];
    return ids.map((idOf) => this.client.workflow.getHandle(idOf(job.jobId)));
  }

  private async isRunning(handle: WorkflowHandle): Promise<boolean> {
    let status = "";
    const isKnown = await this.whereRunning(async () => {
      status = (await handle.describe()).status.name;
    });
    return isKnown && status === "RUNNING";
  }

  /** False where there is no such workflow, or none that runs. */
  private async whereRunning(request: () => Promise<unknown>): Promise<boolean> {
    try {
      await this.asking(request);
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  }

  private async asking<T>(request: () => Promise<T>): Promise<T> {
    try {
      return await this.client.withDeadline(Date.now() + this.timeoutMs, request);
    } catch (cause) {
      if (!isGrpcServiceError(cause)) throw cause;
      throw new DiaristError(
        "workflow_unavailable",
        "The workflow service does not answer. Try again later.",
        {
          cause,
        },
      );
    }
  }
}
