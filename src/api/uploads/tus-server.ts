import { ERRORS, Server, TUS_RESUMABLE } from "@tus/server";
import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import type { Request as ExpressRequest, RequestHandler, Response as ExpressResponse } from "express";
import { DiaristError, type ErrorCode } from "../../domain/errors.js";
import type { TemplateChoice } from "../../domain/note-template.js";
import { jobKeys } from "../../domain/object-keys.js";
import type { ApiContext } from "../context.js";
import { requireServable } from "../job-wishes.js";
import { tenantOf } from "../tenant.js";
import { refuseIfTaken } from "./remove-upload.js";
import { startUploaded, uploadIdOf, uploadNotFound } from "./take-uploaded.js";
import { readMetadata } from "./upload-record.js";

export const TUS_PATH = "/files";
export const JOB_ID_HEADER = "Diarist-Job-Id";

/** What the protocol's own refusals are here, by their status. */
const CODES: Partial<Record<number, ErrorCode>> = {
  404: "upload_not_found",
  409: "upload_offset_conflict",
  410: "upload_expired",
  413: "file_too_large",
};

const LOCKED = new Set<unknown>([ERRORS.ABORTED, ERRORS.ERR_LOCK_TIMEOUT]);

/**
 * tus 1.0 for one gateway. An upload's id is the id of the job that it becomes, and its bytes go to where that job's
 * recording lies. Ids are resolved within the caller's tenant, so that another tenant's upload is not there.
 */
export function tusHandler(context: ApiContext): RequestHandler {
  const { resumable, locker } = context.uploads;
  const requests = new WeakMap<Request, ExpressRequest>();
  const failures = new WeakMap<Request, unknown>();

  const server = new Server({
    path: TUS_PATH,
    datastore: resumable,
    locker,
    maxSize: context.maxUploadBytes,
    relativeLocation: true,
    namingFunction: (request) => keyOf(original(request), randomUUID()),
    generateUrl: (_request, { path, id }) => `${path}/${idOf(id)}`,
    getFileIdFromRequest: (request, last) => keyOf(original(request), uploadIdOf(last ?? "")),
    onUploadCreate: async (request, { size, metadata = {} }) => {
      if (size === 0) throw new DiaristError("file_empty", "The file holds no byte.");
      const { fields } = readMetadata(metadata);
      requireServable(context, fields);
      const { noteTemplate } = fields;
      if (noteTemplate === undefined) return {};
      // By the time that the last byte is here it may have been changed or deleted.
      const template = await context.noteTemplates.choose(tenantOf(original(request)), noteTemplate);
      return { metadata: { ...metadata, noteTemplate: formFieldOf(template) } };
    },
    onIncomingRequest: async (request, key) => {
      if (request.method === "DELETE") await refuseIfTaken(context, tenantOf(original(request)), idOf(key));
    },
    onUploadFinish: async (request, { id }) => ({ headers: await start(original(request), idOf(id)) }),
    onResponseError: (request, error) => {
      failures.set(request, error);
      return undefined;
    },
  });

  /** tus speaks of web requests, which know no tenant. */
  function original(request: object): ExpressRequest {
    // The very object that was handed to tus below.
    const found = request instanceof Request ? requests.get(request) : undefined;
    if (found === undefined) throw new Error("tus made up a request");
    return found;
  }

  async function start(request: ExpressRequest, uploadId: string): Promise<Record<string, string>> {
    const job = await startUploaded(context, tenantOf(request), uploadId, request);
    return job === undefined ? {} : { [JOB_ID_HEADER]: job.jobId };
  }

  return async (request, response) => {
    refuseOtherVersions(request, response);
    const web = toWebRequest(request, response);
    requests.set(web, request);
    const answer = await server.handleWeb(web);
    response.set(Object.fromEntries(withoutCors(answer.headers)));
    if (answer.status >= 400) throw problemOf(failures.get(web), answer.status, await answer.text());
    // A client that lost the last answer asks how far the upload is, and takes "whole" for success.
    const isWhole = answer.headers.get("upload-length") === answer.headers.get("upload-offset");
    if (request.method === "HEAD" && isWhole) response.set(await start(request, uploadIdOf(request.path)));
    response.status(answer.status).end();
  };
}

/** Of the protocol, which says that the answer then names the one that is spoken. */
function refuseOtherVersions(request: ExpressRequest, response: ExpressResponse): void {
  if (request.method === "OPTIONS" || request.get("tus-resumable") === TUS_RESUMABLE) return;
  response.set("Tus-Version", TUS_RESUMABLE);
  throw new DiaristError("tus_version_unsupported", `Send the header Tus-Resumable: ${TUS_RESUMABLE}.`);
}

function formFieldOf(template: TemplateChoice): string {
  return typeof template === "string" ? template : JSON.stringify(template);
}

function keyOf(request: ExpressRequest, uploadId: string): string {
  return jobKeys(tenantOf(request), uploadId).audio;
}

function idOf(key: string): string {
  const id = key.split("/")[1];
  if (id === undefined) throw uploadNotFound();
  return id;
}

function toWebRequest(request: ExpressRequest, response: ExpressResponse): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, String(value));
  const hasBody = request.method === "PATCH" || request.method === "POST";
  const web = new Request(new URL(request.originalUrl, "http://gateway"), {
    method: request.method,
    headers,
    ...(hasBody && { body: Readable.toWeb(request), duplex: "half" as const }),
  });
  // With it tus keeps what has come when the client goes away.
  return Object.assign(web, { runtime: { name: "node", node: { req: request, res: response } } });
}

/** CORS is the gateway's business; lengths are Express'. */
function withoutCors(headers: Headers): [string, string][] {
  return [...headers].filter(([name]) => !/^(access-control-|content-)/.test(name));
}

function problemOf(failure: unknown, status: number, body: string): unknown {
  if (failure instanceof DiaristError) return failure;
  if (LOCKED.has(failure))
    return new DiaristError("upload_locked", "Another request is writing to the upload. Try again shortly.");
  if (failure instanceof Error) return failure;
  const code = CODES[status];
  if (code !== undefined) return new DiaristError(code, sentence(body));
  if (status < 500 || status === 501) return new DiaristError("invalid_request", sentence(body));
  return new Error(`tus answered ${String(status)}: ${body}`);
}

function sentence(body: string): string {
  return `${body.trim().replace(/\.$/, "")}.`;
}
