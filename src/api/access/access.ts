import cors from "cors";
import type { Request, RequestHandler } from "express";
import type { Scope } from "../../domain/access.js";
import type { Limits } from "../../domain/limits.js";
import { isRepetition } from "../repetition.js";
import type { AccessTokens } from "./access-tokens.js";
import type { Admission } from "./admission.js";
import type { ApiKeys } from "./api-keys.js";
import type { AuditAction, AuditIds, AuditLog } from "./audit-log.js";
import { asLocal, authenticate, requireScope } from "./authenticate.js";
import { knownHostOnly, ownPagesOnlyByCookie, sameOriginChangesOnly } from "./doors.js";
import { principalOf } from "./principal.js";
import { recogniser } from "./recognise.js";
import { requestLimit } from "./request-limit.js";
import { Sessions } from "./sessions.js";
import type { TenantLimits } from "./tenant-limits.js";

export interface AccessOptions {
  /** Whether everyone who reaches the gateway is the tenant `local`. */
  open: boolean;
  /** Names beside loopback by which an open gateway may be called. */
  allowedHosts: readonly string[];
  /** Origins whose pages may use the API; `*` for any. */
  corsOrigins: readonly string[];
  keys: ApiKeys;
  tokens: AccessTokens | undefined;
  limits: TenantLimits;
  admission: Admission;
  audit: AuditLog;
}

const EXPOSED_HEADERS = [
  ...["Location", "Retry-After", "RateLimit", "RateLimit-Policy", "WWW-Authenticate", "X-Request-Id"],
  ...[
    "Diarist-Duplicate-Of",
    "Diarist-Job-Id",
    "Idempotency-Replayed",
    "Content-Range",
    "Accept-Ranges",
    "Content-Disposition",
  ],
  // Of tus.
  ...["Upload-Offset", "Upload-Length", "Upload-Expires", "Tus-Resumable", "Tus-Version", "Tus-Extension"],
];
const PREFLIGHT_SECONDS = 600;

/** Who may do what, and how much of it. */
export class Access {
  readonly keys: ApiKeys;
  readonly admission: Admission;
  readonly sessions: Sessions;
  readonly #options: AccessOptions;
  readonly #gates: RequestHandler[];

  constructor(options: AccessOptions) {
    const { open, keys, tokens, limits, admission, audit } = options;
    this.#options = options;
    this.keys = keys;
    this.admission = admission;
    const recognise = recogniser({ keys, tokens, audit });
    this.sessions = new Sessions({ open, recognise, audit });
    this.#gates = [open ? asLocal() : authenticate(recognise), requestLimit(limits)];
  }

  /** Whether everyone who reaches the gateway is the tenant `local`. */
  get open(): boolean {
    return this.#options.open;
  }

  /** What the tenant may use. */
  limitsOf(tenantId: string): Promise<Limits> {
    return this.#options.limits.of(tenantId);
  }

  /** What every request passes, whatever it asks for. */
  doors(): RequestHandler[] {
    const { open, allowedHosts, corsOrigins } = this.#options;
    return [
      ...(open ? [knownHostOnly(allowedHosts)] : []),
      ...(corsOrigins.length > 0 ? [allowOrigins(corsOrigins)] : []),
      open ? sameOriginChangesOnly(corsOrigins) : ownPagesOnlyByCookie(),
    ];
  }

  /** What a request passes that needs the scope: who asks, whether they ask too much, whether they may. */
  gates(scope: Scope): RequestHandler[] {
    return [...this.#gates, requireScope(scope)];
  }

  /** What a request passes that is going to make a job. Throws `job_`, `storage_` or `audio_limit_reached`. */
  roomForJob(): RequestHandler {
    return async (request, _response, next) => {
      // One that may have made its job before is not refused the answer because that job is unfinished.
      if (request.get("idempotency-key") === undefined && !isRepetition(request))
        await this.admission.refuseEarly(principalOf(request).tenantId);
      next();
    };
  }

  /** Puts what a request has done into the audit log. */
  audit(request: Request, action: AuditAction, ids: AuditIds): void {
    const { tenantId, actor } = principalOf(request);
    const requestId = request.res?.get("x-request-id");
    this.#options.audit.record({ action, actor, tenantId, ...ids, requestId });
  }
}

/** No answer allows credentials, so an allowed page can use only those that it has itself, and not the user's cookie. */
function allowOrigins(origins: readonly string[]): RequestHandler {
  const handle = cors({
    origin: origins.includes("*") ? "*" : [...origins],
    exposedHeaders: EXPOSED_HEADERS,
    maxAge: PREFLIGHT_SECONDS,
  });
  return (request, response, next) => {
    // tus clients ask by OPTIONS too, and not on behalf of a page.
    const isOrdinary =
      request.method === "OPTIONS" && request.get("access-control-request-method") === undefined;
    if (isOrdinary) next();
    else handle(request, response, next);
  };
}
