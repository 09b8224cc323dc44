import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from "openai";
import { describe, expect, it } from "vitest";
import { DiaristError } from "../../src/domain/errors.js";
import {
  classifyLanguageError,
  classifySpeechError,
  InvalidAnswerError,
} from "../../src/providers/service-errors.js";

const NOW = Date.parse("2026-11-22T20:00:00Z");
const KEY = "sk-secret-0123456789";

function answer(status: number, headers: Record<string, string> = {}): APIError {
  const body = { error: { message: `Incorrect API key provided: ${KEY}`, code: KEY } };
  return APIError.generate(status, body, undefined, new Headers(headers));
}

function systemError(code: string): Error {
  const cause = Object.assign(new Error("connect"), { code });
  return new APIConnectionError({
    message: "Connection error.",
    cause: new TypeError("fetch failed", { cause }),
  });
}

const CASES: [what: string, error: unknown, fault: string, retryable: boolean, retryAfterSeconds?: number][] =
  [
    ["400", answer(400), "rejected", false],
    ["401", answer(401), "unauthorized", false],
    ["403", answer(403), "unauthorized", false],
    ["404", answer(404), "rejected", false],
    ["408", answer(408), "timeout", true],
    ["413", answer(413), "rejected", false],
    ["422", answer(422), "rejected", false],
    ["429", answer(429), "busy", true],
    ["429 with Retry-After in seconds", answer(429, { "retry-after": "17" }), "busy", true, 17],
    [
      "429 with Retry-After as a date",
      answer(429, { "retry-after": "Sun, 22 Nov 2026 20:01:30 GMT" }),
      "busy",
      true,
      90,
    ],
    [
      "429 with a date gone by",
      answer(429, { "retry-after": "Sun, 22 Nov 2026 19:00:00 GMT" }),
      "busy",
      true,
      0,
    ],
    ["429 with milliseconds", answer(429, { "retry-after-ms": "2500" }), "busy", true, 2.5],
    ["429 with nonsense", answer(429, { "retry-after": "soon" }), "busy", true],
    ["500", answer(500), "unavailable", true],
    ["502", answer(502), "unavailable", true],
    ["503 with Retry-After", answer(503, { "retry-after": "5" }), "unavailable", true, 5],
    ["504", answer(504), "timeout", true],
    ["connection refused", systemError("ECONNREFUSED"), "unavailable", true],
    ["connection reset", systemError("ECONNRESET"), "unavailable", true],
    ["no such host", systemError("ENOTFOUND"), "unavailable", true],
    ["a body that broke off", new TypeError("terminated"), "unavailable", true],
    ["connecting took too long", systemError("UND_ERR_CONNECT_TIMEOUT"), "timeout", true],
    ["the library's timeout", new APIConnectionTimeoutError(), "timeout", true],
    ["our deadline", new DOMException("late", "TimeoutError"), "timeout", true],
  ];

describe.each([
  ["speech", classifySpeechError],
  ["language", classifyLanguageError],
] as const)("a failure of the %s service", (family, classify) => {
  it.each(CASES)("by %s is named", (_what, error, fault, retryable, retryAfterSeconds) => {
    const failure = classify(error, NOW);
    expect(failure).toBeInstanceOf(DiaristError);
    expect(failure).toMatchObject({ code: `${family}_${fault}`, retryable, retryAfterSeconds });
  });

  it.each(CASES)("by %s tells nothing of what the server wrote", (_what, error) => {
    const failure = classify(error, NOW);
    expect(failure.message).not.toContain("secret");
    expect(failure.cause).toBeUndefined();
  });

  it.each([
    ["the library's abort", new APIUserAbortError()],
    ["a signal's abort", new DOMException("gone", "AbortError")],
  ])("that is %s passes through", (_what, error) => {
    expect(classify(error)).toBe(error);
  });

  it("that has been named already keeps its name", () => {
    const error = new DiaristError("note_without_speech", "No speech.");
    expect(classify(error)).toBe(error);
  });
});

it("an answer that is not understood may be asked for again from a speech service, not from a language service", () => {
  const error = new InvalidAnswerError("an answer that is not JSON");
  expect(classifySpeechError(error)).toMatchObject({ code: "speech_invalid_answer", retryable: true });
  expect(classifyLanguageError(error)).toMatchObject({ code: "language_invalid_answer", retryable: false });
});

it("a server's own short code helps whoever reads the error", () => {
  const error = APIError.generate(404, { error: { code: "model_not_found" } }, undefined, new Headers());
  expect(classifySpeechError(error).message).toBe("The speech service answered 404 (model_not_found).");
});
