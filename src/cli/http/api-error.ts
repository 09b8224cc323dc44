import { problemSchema } from "../../contracts/http/problem.js";
import { CliError, EXIT, type ExitCode } from "../exit.js";

/** The service answered, and not with what was asked for. */
export class ApiError extends CliError {
  override readonly name = "ApiError";

  constructor(
    readonly status: number,
    code: string,
    message: string,
    /** From `Retry-After`. */
    readonly retryAfterSeconds: number | undefined,
  ) {
    super(message, exitCodeOf(status), code);
  }

  /** Whether the same request may succeed later, without anybody doing anything. */
  get isPassing(): boolean {
    return [502, 503, 504].includes(this.status) || PASSING.has(this.code);
  }
}

/** Nobody answered. */
export class ConnectionError extends CliError {
  override readonly name = "ConnectionError";

  constructor(server: string, reason: string) {
    super(
      `No Diarist answers at ${server} (${reason}). Start one with \`diarist start\`, or name another with --server.`,
      EXIT.unreachable,
      "unreachable",
    );
  }
}

const PASSING = new Set([
  "request_limit_reached",
  "job_limit_reached",
  "idempotency_in_flight",
  "upload_locked",
  "job_still_ending",
]);

/** Of an answer that is no success; also of one that something between here and the service gave. */
export function apiErrorOf(status: number, text: string, retryAfter: string | null): ApiError {
  const problem = problemSchema.safeParse(parsed(text));
  const seconds = Number(retryAfter ?? Number.NaN);
  const wait = Number.isFinite(seconds) ? seconds : undefined;
  if (!problem.success)
    return new ApiError(
      status,
      "unknown_answer",
      `The service answered ${status}, and not as Diarist does. Is --server the right address?`,
      wait,
    );
  const { code, title, detail, errors } = problem.data;
  const fields = errors?.map(({ field, message }) => `${field} ${message}`).join("; ");
  const said = fields === undefined || fields === "" ? detail : `${title}: ${fields}.`;
  return new ApiError(status, code, `${said}${HINTS[status] ?? ""}`, wait);
}

const HINTS: Partial<Record<number, string>> = {
  401: " Put a key into DIARIST_API_KEY, or into a file that --api-key-file names.",
};

function exitCodeOf(status: number): ExitCode {
  return status === 401 || status === 403 ? EXIT.unauthorized : EXIT.failed;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
