/** Whose fault a failure is and what may be done about it, by stable code. The one table of Diarist's errors. */
const ERROR_TABLE = {
  // The request.
  file_missing: { status: 400, retryable: false, title: "No file was sent" },
  too_many_files: { status: 400, retryable: false, title: "More than one file was sent" },
  wrong_field: { status: 400, retryable: false, title: "The file is in a field of another name" },
  not_multipart: { status: 400, retryable: false, title: "The request is not a multipart form" },
  file_empty: { status: 400, retryable: false, title: "The file is empty" },
  upload_truncated: { status: 400, retryable: false, title: "The upload broke off" },
  invalid_request: { status: 400, retryable: false, title: "The request is not valid" },
  unsupported_media_type: {
    status: 415,
    retryable: false,
    title: "The body is of a kind that is not taken here",
  },
  body_too_large: { status: 413, retryable: false, title: "The body is too long" },
  not_acceptable: { status: 406, retryable: false, title: "There is no answer of a kind that you accept" },
  range_not_satisfiable: { status: 416, retryable: false, title: "The range lies outside the recording" },
  idempotency_in_flight: {
    status: 409,
    retryable: true,
    title: "A request with that idempotency key is still being answered",
  },
  idempotency_key_reused: {
    status: 422,
    retryable: false,
    title: "That idempotency key was used with another request",
  },
  file_too_large: { status: 413, retryable: false, title: "The file is too large" },
  not_audio: { status: 415, retryable: false, title: "The file is not a recording" },
  upload_not_found: { status: 404, retryable: false, title: "There is no such upload" },
  upload_expired: { status: 410, retryable: false, title: "The upload was not finished in time" },
  upload_unfinished: { status: 409, retryable: false, title: "The upload is not finished" },
  upload_offset_conflict: { status: 409, retryable: false, title: "The upload is at another byte" },
  upload_taken: { status: 409, retryable: false, title: "A job was made of the upload" },
  upload_locked: { status: 423, retryable: true, title: "Another request is writing to the upload" },
  upload_parts_invalid: { status: 422, retryable: false, title: "The parts are not those of the upload" },
  direct_uploads_unavailable: {
    status: 501,
    retryable: false,
    title: "Uploads past the gateway are not offered here",
  },
  tus_version_unsupported: { status: 412, retryable: false, title: "That is not tus 1.0.0" },
  job_not_found: { status: 404, retryable: false, title: "There is no such job" },
  route_not_found: { status: 404, retryable: false, title: "There is nothing at this address" },
  method_not_allowed: { status: 405, retryable: false, title: "This address does not take that method" },
  method_unknown: { status: 501, retryable: false, title: "That method is not known here" },
  request_timeout: { status: 408, retryable: true, title: "The request came too slowly" },
  headers_too_large: { status: 431, retryable: false, title: "Address and headers are too long" },
  // Who may do what, and how much of it.
  authentication_required: { status: 401, retryable: false, title: "This needs an API key or a token" },
  invalid_credentials: { status: 401, retryable: false, title: "The API key or token is not valid" },
  credentials_expired: { status: 401, retryable: false, title: "The API key or token has expired" },
  insufficient_scope: { status: 403, retryable: false, title: "The API key or token may not do this" },
  identity_provider_unavailable: {
    status: 503,
    retryable: true,
    title: "The issuer of tokens cannot be reached",
  },
  host_not_allowed: { status: 421, retryable: false, title: "The service is not known by that name" },
  cross_origin_refused: { status: 403, retryable: false, title: "Pages of other sites may not do this" },
  sign_in_not_needed: { status: 409, retryable: false, title: "There is nothing to sign in to" },
  key_not_found: { status: 404, retryable: false, title: "There is no such API key" },
  request_limit_reached: { status: 429, retryable: true, title: "Too many requests" },
  job_limit_reached: { status: 429, retryable: true, title: "Too many unfinished jobs" },
  // Not for a workflow to wait for: the day is over in the middle of the night.
  audio_limit_reached: { status: 429, retryable: false, title: "The day's minutes of audio are used up" },
  storage_limit_reached: { status: 429, retryable: false, title: "The storage is full" },
  // The recording, found out while it is worked on.
  audio_unreadable: { status: 422, retryable: false, title: "The recording cannot be decoded" },
  audio_empty: { status: 422, retryable: false, title: "The recording holds no sound data" },
  audio_too_long: { status: 422, retryable: false, title: "The recording is too long" },
  audio_lost: { status: 410, retryable: false, title: "The stored recording is gone" },
  // What is fetched or told on a caller's behalf.
  forbidden_address: { status: 422, retryable: false, title: "That address may not be reached from here" },
  source_forbidden_address: {
    status: 422,
    retryable: false,
    title: "The recording's address may not be reached from here",
  },
  source_unreachable: { status: 502, retryable: true, title: "The recording's server cannot be reached" },
  source_refused: { status: 502, retryable: false, title: "The recording's server refused to hand it out" },
  source_too_large: { status: 413, retryable: false, title: "The recording at that address is too large" },
  webhook_undelivered: {
    status: 502,
    retryable: true,
    title: "The webhook's endpoint did not take the event",
  },
  webhook_not_found: { status: 404, retryable: false, title: "There is no such webhook" },
  too_many_webhooks: { status: 409, retryable: false, title: "There are as many webhooks as there may be" },
  // The speech and language services.
  speech_unavailable: { status: 503, retryable: true, title: "The speech service cannot be reached" },
  speech_busy: { status: 503, retryable: true, title: "The speech service is busy" },
  speech_timeout: { status: 504, retryable: true, title: "The speech service did not answer in time" },
  speech_unauthorized: { status: 502, retryable: false, title: "The speech service refused our credentials" },
  speech_rejected: { status: 502, retryable: false, title: "The speech service refused the request" },
  speech_invalid_answer: {
    status: 502,
    retryable: true,
    title: "The speech service's answer cannot be understood",
  },
  language_unavailable: { status: 503, retryable: true, title: "The language service cannot be reached" },
  language_busy: { status: 503, retryable: true, title: "The language service is busy" },
  language_timeout: { status: 504, retryable: true, title: "The language service did not answer in time" },
  language_unauthorized: {
    status: 502,
    retryable: false,
    title: "The language service refused our credentials",
  },
  language_rejected: { status: 502, retryable: false, title: "The language service refused the request" },
  language_invalid_answer: {
    status: 502,
    retryable: false,
    title: "The language service's answer is not a usable note",
  },
  language_model_required: { status: 422, retryable: false, title: "This takes a language model" },
  note_template_not_found: { status: 404, retryable: false, title: "There is no such note template" },
  too_many_note_templates: {
    status: 409,
    retryable: false,
    title: "There are as many note templates as there may be",
  },
  note_without_speech: { status: 422, retryable: false, title: "There is no speech to write a note about" },
  // Ours.
  audio_not_fetched: { status: 409, retryable: false, title: "The recording has not been fetched" },
  waveform_not_ready: { status: 409, retryable: true, title: "The waveform is not ready yet" },
  transcript_not_ready: { status: 409, retryable: false, title: "The transcript is not ready yet" },
  transcript_unavailable: { status: 409, retryable: false, title: "The job has ended without a transcript" },
  edit_conflict: { status: 409, retryable: false, title: "It was changed by someone else" },
  note_not_ready: { status: 409, retryable: false, title: "The note is not ready yet" },
  note_unavailable: { status: 409, retryable: false, title: "There is no note" },
  job_ended: { status: 409, retryable: false, title: "The job has ended" },
  job_not_ended: { status: 409, retryable: false, title: "The job has not ended yet" },
  job_not_failed: { status: 409, retryable: false, title: "The job has not failed" },
  nothing_missing: { status: 409, retryable: false, title: "No part of the transcript is missing" },
  job_still_ending: { status: 409, retryable: true, title: "The job is still ending" },
  search_unavailable: { status: 503, retryable: true, title: "The search index cannot be used" },
  storage_unavailable: { status: 503, retryable: true, title: "The storage cannot be reached" },
  workflow_unavailable: { status: 503, retryable: true, title: "The workflow service cannot be reached" },
  job_exists: { status: 409, retryable: false, title: "There is a job of that id already" },
  internal_error: { status: 500, retryable: true, title: "Something went wrong on our side" },
} as const satisfies Record<string, { status: number; retryable: boolean; title: string }>;

export type ErrorCode = keyof typeof ERROR_TABLE;

export interface DiaristErrorOptions {
  /** What the service that failed asked us to wait, from `Retry-After`. */
  retryAfterSeconds?: number;
  cause?: unknown;
  /** With `invalid_request`: each field that is wrong. */
  fields?: readonly InvalidField[];
}

export interface InvalidField {
  in: "path" | "query" | "header" | "body";
  field: string;
  message: string;
}

/**
 * A failure with a stable code. `message` is for people: it says what is wrong and what to do, and never holds
 * transcript text or secrets.
 */
export class DiaristError extends Error {
  override readonly name = "DiaristError";
  readonly retryAfterSeconds: number | undefined;
  readonly fields: readonly InvalidField[] | undefined;

  constructor(
    readonly code: ErrorCode,
    message: string,
    options: DiaristErrorOptions = {},
  ) {
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.fields = options.fields;
  }

  /** The HTTP status that the gateway answers with. */
  get status(): number {
    return ERROR_TABLE[this.code].status;
  }

  /** Whether trying the same again later may succeed. */
  get retryable(): boolean {
    return ERROR_TABLE[this.code].retryable;
  }

  get title(): string {
    return ERROR_TABLE[this.code].title;
  }
}

/** For what only a language model can do, wherever it is found out that there is none. */
export function languageModelRequired(): DiaristError {
  return new DiaristError(
    "language_model_required",
    "Instructions for a note, and a note in another language than the recording's, take a language model, and this service has none. " +
      "Whoever runs it configures one with DIARIST_LANGUAGE_MODEL, and DIARIST_LANGUAGE_BASE_URL or DIARIST_LANGUAGE_API_KEY.",
  );
}

/** Every code that there is, by status: for the API's document. */
export function allErrors(): { code: ErrorCode; status: number; retryable: boolean; title: string }[] {
  return Object.keys(ERROR_TABLE)
    .filter(isErrorCode)
    .map((code) => ({ code, ...ERROR_TABLE[code] }))
    .sort((a, b) => a.status - b.status);
}

/** What a code means: for the API's document, which tells before anything fails. */
export function describeError(code: ErrorCode): { status: number; title: string } {
  const { status, title } = ERROR_TABLE[code];
  return { status, title };
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === "string" && Object.hasOwn(ERROR_TABLE, value);
}

/** For `default` branches: a compile-time proof that a union was handled whole. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
