import { z } from "zod";
import { jobIdParams } from "../../../contracts/http/common.js";
import { toJobAnswer } from "../../../contracts/http/job.js";
import { eventId, seenParts } from "../../live/seen-parts.js";
import { operation } from "../../operation.js";
import { findJob } from "../../requested-job.js";

const DESCRIPTION = `Server-sent events, as \`EventSource\` reads them:

| event | data |
| --- | --- |
| \`state\` | the job, when anything of it has changed |
| \`progress\` | a LiveProgress: how much is transcribed, and an estimate of the time left |
| \`part\` | a LivePart: what was heard in one chunk, as it comes and in no certain order. The transcript may differ a little at the seams |
| \`end\` | the job in its final state; the stream ends |
| \`erased\` | the job's id, where it was erased meanwhile; the stream ends |

A new reader gets the latest \`state\` and \`progress\` and every \`part\` there is. One that comes back with \`Last-Event-ID\`, as
\`EventSource\` does by itself, gets no part twice. A stream that ends without \`end\` or \`erased\` is to be opened again. After
\`end\`, close it: \`EventSource\` would come back for ever.`;

const EXAMPLE = `retry: 1000

id: none
event: progress
data: {"audioSeconds":3600,"transcribedSeconds":300,"chunksPlanned":12,"chunksDone":1,"paused":false,"secondsLeft":220}

id: 0
event: part
data: {"index":0,"startSeconds":0,"endSeconds":300,"language":"en","text":"Dear diary…","segments":[]}
`;

export const watchJob = operation({
  id: "watchJob",
  method: "get",
  path: "/v1/jobs/{jobId}/events",
  tag: "Live",
  summary: "Follow a job",
  description: DESCRIPTION,
  scope: "jobs:read",
  params: jobIdParams,
  answers: {
    200: {
      description: "A stream of events, until the job ends.",
      content: { "text/event-stream": { schema: z.string(), example: EXAMPLE } },
    },
  },
  problems: ["job_not_found"],
  handler: async (context, { tenantId, params, request, response }) => {
    const job = await findJob(context, tenantId, params.jobId);
    const known = seenParts(request.get("last-event-id"));
    const told = new Set(known);
    if (request.method === "HEAD") {
      response.type("text/event-stream").end();
      return undefined;
    }
    let stop = (): void => undefined;
    const stream = context.streams.open(response, () => stop());
    const send = (event: string, data: unknown): void => stream.send(event, data, eventId(told));
    stop = context.live.follow(job, {
      state: (now) => send("state", toJobAnswer(now)),
      progress: (progress) => send("progress", progress),
      part: (part) => {
        if (known.has(part.index)) return;
        told.add(part.index);
        send("part", part);
      },
      end: (ended) => {
        if (ended === undefined) send("erased", { id: job.jobId });
        else send("end", toJobAnswer(ended));
        stream.end();
      },
    });
    return undefined;
  },
});
