import type { Request } from "express";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { jobIdParams } from "../../../contracts/http/common.js";
import { DiaristError } from "../../../domain/errors.js";
import type { Job } from "../../../domain/job.js";
import { jobKeys } from "../../../domain/object-keys.js";
import { operation } from "../../operation.js";
import { findJob } from "../../requested-job.js";
import { answeredAsUnchanged, keepAndAskAgain } from "../../results/caching.js";
import { contentDisposition } from "../../results/content-disposition.js";

const content = {
  "audio/*": { schema: z.file() },
  "video/*": { schema: z.file() },
  "application/*": { schema: z.file() },
};

export const getAudio = operation({
  id: "getAudio",
  method: "get",
  path: "/v1/jobs/{jobId}/audio",
  tag: "Results",
  summary: "The recording, as it was uploaded",
  description:
    "With `Range`, also guarded by `If-Range`, a part of it: players seek so. Of several ranges at once the whole is sent. " +
    "`HEAD` tells the size. The file name is the one that it was uploaded under.",
  scope: "jobs:read",
  params: jobIdParams,
  answers: {
    200: {
      description: "The recording.",
      content,
      headers: { ETag: { description: "The content's hash." } },
    },
    304: { description: "It is the one that `If-None-Match` names." },
    206: {
      description: "The range of it.",
      content,
      headers: { "Content-Range": { description: "Which one." } },
    },
  },
  problems: ["job_not_found", "audio_not_fetched", "audio_lost", "range_not_satisfiable"],
  handler: async (context, { tenantId, params, request, response }) => {
    const { objects } = context;
    const job = await findJob(context, tenantId, params.jobId);
    const key = jobKeys(tenantId, job.jobId).audio;
    const info = await objects.head(key);
    if (info === undefined) throw missing(job);
    const { sizeBytes } = info;
    const etag = `"${job.sha256}"`;
    keepAndAskAgain(response);
    if (answeredAsUnchanged(request, response, etag)) return undefined;
    const range = rangeOf(request, sizeBytes, etag);
    if (range === "unsatisfiable") {
      response.set("content-range", `bytes */${sizeBytes}`);
      throw new DiaristError("range_not_satisfiable", `The recording has ${sizeBytes} bytes.`);
    }
    const isHead = request.method === "HEAD";
    const body = isHead ? Readable.from([]) : await objects.getStream(key, range);
    if (body === undefined) throw missing(job);

    const { start, end } = range ?? { start: 0, end: sizeBytes - 1 };
    response.status(range === undefined ? 200 : 206).set({
      "accept-ranges": "bytes",
      "content-type": job.contentType,
      "content-length": String(end - start + 1),
      "content-disposition": contentDisposition("inline", job.fileName),
      ...(range !== undefined && { "content-range": `bytes ${start}-${end}/${sizeBytes}` }),
    });
    if (isHead) {
      response.end();
      return undefined;
    }
    // A listener who goes away is no failure, and one of ours shows as an answer that is too short.
    await pipeline(body, response).catch((error: unknown) => {
      context.logger.debug({ err: error, jobId: job.jobId }, "sending a recording broke off");
      response.destroy();
    });
    return undefined;
  },
});

/** A job of a URL has no hash before its recording has come. */
function missing({ sha256 }: Job): DiaristError {
  return sha256 === ""
    ? new DiaristError("audio_not_fetched", "The job names a URL, and nothing has been fetched from it.")
    : new DiaristError("audio_lost", "The recording is not in the store any more.");
}

/** The one range that is asked for; undefined where the whole is, and where the content is not what it was. */
function rangeOf(
  request: Request,
  sizeBytes: number,
  etag: string,
): { start: number; end: number } | "unsatisfiable" | undefined {
  const condition = request.get("if-range");
  if (condition !== undefined && condition !== etag) return undefined;
  const ranges = request.range(sizeBytes);
  if (ranges === -1) return "unsatisfiable";
  // Malformed ones are to be ignored, RFC 9110.
  if (ranges === undefined || ranges === -2 || ranges.type !== "bytes") return undefined;
  const [range, ...others] = ranges;
  return others.length > 0 ? undefined : range;
}
