/** Whose fault a failure is and what may be done about it, by stable code. The one table of Diarist's errors. */
const ERROR_TABLE = {
  // The request.
  file_missing: { status: 400, retryable: false, title: "No file was sent" },
  too_many_files: { status: 400, retryable: false, title: "More than one file was sent" },
  wrong_field: { status: 400, retryable: false, title: "The file is in a field of another name" },
  not_multipart: { status: 400, retryable: false, title: "The request is not a multipart form" },
  file_empty: { status: 400, retryable: false, title: "The file is empty" },
  upload_truncated: { status: 400, retryable: false, title: "The upload broke off" },
  malformed_job_id: { status: 400, retryable: false, title: "That is not a job id" },
  invalid_request: { status: 400, retryable: false, title: "The request is not valid" },
  file_too_large: { status: 413, retryable: false, title: "The file is too large" },
  not_audio: { status: 415, retryable: false, title: "The file is not a recording" },
  job_not_found: { status: 404, retryable: false, title: "There is no such job" },
  route_not_found: { status: 404, retryable: false, title: "There is nothing at this address" },
  method_not_allowed: { status: 405, retryable: false, title: "This address does not take that method" },
  // The recording, found out while it is worked on.
  audio_unreadable: { status: 422, retryable: false, title: "The recording cannot be decoded" },
  audio_empty: { status: 422, retryable: false, title: "The recording holds no sound data" },
  audio_too_long: { status: 422, retryable: false, title: "The recording is too long" },
  audio_lost: { status: 410, retryable: false, title: "The stored recording is gone" },
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
  note_without_speech: { status: 422, retryable: false, title: "There is no speech to write a note about" },
  // Ours.
  transcript_not_ready: { status: 409, retryable: false, title: "The transcript is not ready yet" },
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
}

/**
 * A failure with a stable code. `message` is for people: it says what is wrong and what to do, and never holds
 * transcript text or secrets.
 */
export class DiaristError extends Error {
  override readonly name = "DiaristError";
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly code: ErrorCode,
    message: string,
    options: DiaristErrorOptions = {},
  ) {
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    this.retryAfterSeconds = options.retryAfterSeconds;
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

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === "string" && Object.hasOwn(ERROR_TABLE, value);
}

/** For `default` branches: a compile-time proof that a union was handled whole. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
