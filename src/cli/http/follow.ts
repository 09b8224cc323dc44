import { setTimeout as sleep } from "node:timers/promises";
import { EventSourceParserStream } from "eventsource-parser/stream";
import { z } from "zod";
import { jobAnswerSchema, type JobAnswer } from "../../contracts/http/job.js";
import {
  livePartSchema,
  liveProgressSchema,
  type LivePart,
  type LiveProgress,
} from "../../contracts/http/live.js";
import { CliError } from "../exit.js";
import { ConnectionError } from "./api-error.js";
import { reasonOf, type ApiClient } from "./client.js";
import { patiently, type PatienceOptions } from "./patience.js";

/** What a job's stream of events tells, each as the service sends it. */
export type JobEvent =
  | { event: "state"; data: JobAnswer }
  | { event: "progress"; data: LiveProgress }
  | { event: "part"; data: LivePart }
  | { event: "end"; data: JobAnswer }
  | { event: "erased"; data: { id: string } };

const eventSchema = z.discriminatedUnion("event", [
  z.object({ event: z.literal("state"), data: jobAnswerSchema }),
  z.object({ event: z.literal("progress"), data: liveProgressSchema }),
  z.object({ event: z.literal("part"), data: livePartSchema }),
  z.object({ event: z.literal("end"), data: jobAnswerSchema }),
  z.object({ event: z.literal("erased"), data: z.object({ id: z.string() }) }),
]);

/** Before a stream that ended without an end is opened again. */
const REOPEN_MS = 1_000;

/**
 * Follows a job until it ends and gives it as it then is; a stream that breaks off goes on where it was. Throws where the
 * job was erased, or the service is away for longer than it may.
 */
export async function followJob(
  client: ApiClient,
  jobId: string,
  options: PatienceOptions,
  tell: (event: JobEvent) => void,
): Promise<JobAnswer> {
  let lastId: string | undefined;
  for (;;) {
    const ended = await patiently(options, async () => {
      const response = await client.send("GET", `/v1/jobs/${jobId}/events`, {
        headers: { accept: "text/event-stream", ...(lastId !== undefined && { "last-event-id": lastId }) },
        signal: options.signal,
      });
      try {
        for await (const { id, event, data } of messagesOf(response)) {
          lastId = id ?? lastId;
          const told = eventSchema.safeParse({ event, data: parsed(data) });
          // A later release may tell more.
          if (!told.success) continue;
          tell(told.data);
          if (told.data.event === "end") return told.data.data;
          if (told.data.event === "erased")
            throw new CliError("The job was erased meanwhile.", 1, "job_not_found");
        }
      } catch (error) {
        if (options.signal.aborted || error instanceof CliError) throw error;
        throw new ConnectionError(client.server, reasonOf(error));
      }
      return undefined;
    });
    if (ended !== undefined) return ended;
    await sleep(REOPEN_MS, undefined, { signal: options.signal });
  }
}

function messagesOf({ body }: Response) {
  if (body === null) throw new Error("an answer without a body");
  return body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
}

function parsed(data: string): unknown {
  return JSON.parse(data);
}
