import { APIConnectionTimeoutError, APIError, APIUserAbortError } from "openai";
import { DiaristError, type DiaristErrorOptions, type ErrorCode } from "../domain/errors.js";

/** An answer of status 200 that does not say what it should. The message says why, never what the answer was. */
export class InvalidAnswerError extends Error {
  override readonly name = "InvalidAnswerError";
}

export type ServiceFamily = "speech" | "language";
type Fault = "unavailable" | "busy" | "timeout" | "unauthorized" | "rejected" | "invalid_answer";

/** What an OpenAI-compatible speech service's failure means. An abort comes back as it is. */
export function classifySpeechError(error: unknown, now = Date.now()): Error {
  return classifyServiceError("speech", error, now);
}

/** What an OpenAI-compatible language service's failure means. An abort comes back as it is. */
export function classifyLanguageError(error: unknown, now = Date.now()): Error {
  return classifyServiceError("language", error, now);
}

/*
 * Servers echo keys ("Incorrect API key provided: sk-…") and requests in their messages, so nothing of an answer's body
 * but a short error code is handed on, and the original error is not kept as a cause.
 */
function classifyServiceError(family: ServiceFamily, error: unknown, now: number): Error {
  if (error instanceof DiaristError) return error;
  // What was to be sent could not be read, which is no fault of the service; the library makes its own error of it.
  if (error instanceof Error && error.cause instanceof DiaristError) return error.cause;
  if (isAbort(error)) return error;

  const failure = (fault: Fault, message: string, options?: DiaristErrorOptions): DiaristError => {
    const code: ErrorCode = `${family}_${fault}`;
    return new DiaristError(code, `The ${family} service ${message}.`, options);
  };

  if (isTimeout(error)) return failure("timeout", "did not answer before the deadline");
  if (isAnswer(error)) {
    const wait = retryAfterSeconds(error.headers, now);
    const options = wait === undefined ? {} : { retryAfterSeconds: wait };
    return failure(faultOfStatus(error.status), `answered ${String(error.status)}${details(error)}`, options);
  }
  if (error instanceof InvalidAnswerError) return failure("invalid_answer", `gave ${error.message}`);
  // What is left happened below HTTP (refused, reset, broken off, no such host), and trying again may help.
  const code = systemCode(error);
  return failure("unavailable", `could not be reached${code === undefined ? "" : ` (${code})`}`);
}

function faultOfStatus(status: number): Fault {
  if (status === 401 || status === 403) return "unauthorized";
  if (status === 408 || status === 504) return "timeout";
  if (status === 429) return "busy";
  return status >= 500 ? "unavailable" : "rejected";
}

/** What the library throws when the server answered, but with another status than success. */
type ServiceAnswer = APIError<number, Headers>;

function isAnswer(error: unknown): error is ServiceAnswer {
  return error instanceof APIError && typeof error.status === "number";
}

function details(error: ServiceAnswer): string {
  const parts = [error.code, error.requestID].filter(
    (part): part is string =>
      typeof part === "string" && /^[\w.:-]{1,80}$/.test(part) && !part.startsWith("sk-"),
  );
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}

/** `Retry-After` is seconds or an HTTP date (RFC 9110, 10.2.3); OpenAI also sends `retry-after-ms`. */
export function retryAfterSeconds(headers: Pick<Headers, "get">, now: number): number | undefined {
  const milliseconds = Number(headers.get("retry-after-ms") ?? Number.NaN);
  if (milliseconds >= 0) return milliseconds / 1000;
  const value = headers.get("retry-after")?.trim();
  if (value === undefined || value === "") return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
}

function isAbort(error: unknown): error is Error {
  return error instanceof APIUserAbortError || (error instanceof Error && error.name === "AbortError");
}

function isTimeout(error: unknown): boolean {
  if (error instanceof APIConnectionTimeoutError) return true;
  if (error instanceof Error && error.name === "TimeoutError") return true;
  return ["ETIMEDOUT", "UND_ERR_CONNECT_TIMEOUT", "UND_ERR_HEADERS_TIMEOUT"].includes(
    systemCode(error) ?? "",
  );
}

/** Such as ECONNREFUSED; fetch hides it one or two causes down, and several addresses give an AggregateError. */
function systemCode(error: unknown): string | undefined {
  for (let current = error; current instanceof Error; current = current.cause) {
    if ("code" in current && typeof current.code === "string") return current.code;
  }
  return undefined;
}
