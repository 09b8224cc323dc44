import type { ErrorRequestHandler, Response } from "express";
import { openAiErrorSchema, type OpenAiErrorBody } from "../../contracts/http/openai.js";
import { describeError, type DiaristError, type ErrorCode } from "../../domain/errors.js";
import type { ApiContext } from "../context.js";
import { asDiaristError } from "../middleware/problems.js";
import { requestIdOf } from "../middleware/request-id.js";
import type { FailureShape } from "../operation.js";
import { problemOf } from "../problem.js";
import { OpenAiError } from "./openai-error.js";

interface OpenAiFailure {
  status: number;
  body: OpenAiErrorBody;
}

/**
 * What is the matter with a recording is a bad request for OpenAI's clients, whatever finer status it has elsewhere: some
 * of them know few.
 */
const BAD_REQUESTS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "not_audio",
  "unsupported_media_type",
  "audio_unreadable",
  "audio_empty",
  "audio_too_long",
]);

/** Codes that are about the file. */
const ABOUT_THE_FILE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "file_missing",
  "too_many_files",
  "file_empty",
  "file_too_large",
  "not_audio",
  "audio_unreadable",
  "audio_empty",
  "audio_too_long",
]);

/** What OpenAI calls by another name; all other codes are our own. */
const OPENAI_CODES: Partial<Record<ErrorCode, string>> = {
  authentication_required: "invalid_api_key",
  invalid_credentials: "invalid_api_key",
  credentials_expired: "invalid_api_key",
  request_limit_reached: "rate_limit_exceeded",
  job_limit_reached: "rate_limit_exceeded",
  audio_limit_reached: "insufficient_quota",
  storage_limit_reached: "insufficient_quota",
};

/** Failures as OpenAI writes them: `{error: {message, type, param, code}}`. */
export const openAiFailures: FailureShape = {
  schema: openAiErrorSchema,
  statusOf,
  exampleOf: (code) => {
    const { title } = describeError(code);
    return bodyOf(statusOf(code), nameOf(code), ABOUT_THE_FILE.has(code) ? "file" : null, `${title}.`);
  },
  handle: (context) => handleFailures(context),
};

function handleFailures({ logger }: ApiContext): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    const { status, body } = openAiFailureOf(error);
    if (status >= 500)
      logger.error({ requestId: requestIdOf(response), code: body.error.code, err: error }, "request failed");
    if (response.headersSent || response.destroyed) {
      response.destroy();
      return;
    }
    setRetryHeaders(response, error);
    response.status(status).json(body);
  };
}

/** What went wrong, in OpenAI's shape. */
export function openAiFailureOf(error: unknown): OpenAiFailure {
  if (error instanceof OpenAiError) {
    const { status, code, param, message } = error;
    return { status, body: bodyOf(status, code, param, message) };
  }
  const known = asDiaristError(error);
  const status = statusOf(known.code);
  return { status, body: bodyOf(status, nameOf(known.code), paramOf(known), problemOf(known).detail) };
}

/** A failure that no repetition of the request will mend. */
export function finalFailure(error: DiaristError): OpenAiError {
  return new OpenAiError(statusOf(error.code), nameOf(error.code), paramOf(error), problemOf(error).detail);
}

/** OpenAI's clients repeat what they find hopeful by its status alone, unless they are told. */
function setRetryHeaders(response: Response, error: unknown): void {
  if (error instanceof OpenAiError) {
    response.set("x-should-retry", "false");
    return;
  }
  const { retryAfterSeconds, retryable } = asDiaristError(error);
  if (!retryable) response.set("x-should-retry", "false");
  if (retryAfterSeconds !== undefined) response.set("retry-after", String(retryAfterSeconds));
}

function statusOf(code: ErrorCode): number {
  return BAD_REQUESTS.has(code) ? 400 : describeError(code).status;
}

function nameOf(code: ErrorCode): string {
  return OPENAI_CODES[code] ?? code;
}

function paramOf({ code, fields }: DiaristError): string | null {
  return fields?.[0]?.field ?? (ABOUT_THE_FILE.has(code) ? "file" : null);
}

function bodyOf(status: number, code: string, param: string | null, message: string): OpenAiErrorBody {
  return { error: { message, type: typeOf(status), param, code } };
}

function typeOf(status: number): string {
  if (status >= 500) return "server_error";
  if (status === 429) return "rate_limit_error";
  if (status === 403) return "permission_error";
  return "invalid_request_error";
}
