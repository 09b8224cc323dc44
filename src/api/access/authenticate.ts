import type { Request, RequestHandler, Response } from "express";
import { LOCAL_TENANT, SCOPES, type Scope } from "../../domain/access.js";
import { DiaristError } from "../../domain/errors.js";
import type { AccessTokens } from "./access-tokens.js";
import type { ApiKeys } from "./api-keys.js";
import type { AuditLog } from "./audit-log.js";
import { looksLikeKey, parseKey } from "./key-text.js";
import { principalOf, setPrincipal, type Principal } from "./principal.js";

export interface Credentials {
  keys: ApiKeys;
  /** Undefined: keys alone are taken. */
  tokens: AccessTokens | undefined;
  audit: AuditLog;
}

const LOCAL: Principal = { tenantId: LOCAL_TENANT, scopes: SCOPES, actor: "local" };

/** Everyone is the one tenant of this machine. What clients send because they always send something is not looked at. */
export function asLocal(): RequestHandler {
  return (request, _response, next) => {
    setPrincipal(request, LOCAL);
    next();
  };
}

/** Throws `authentication_required`, `invalid_credentials`, `credentials_expired`, `identity_provider_unavailable`. */
export function authenticate({ keys, tokens, audit }: Credentials): RequestHandler {
  const recognise = (credential: string): Promise<Principal> => {
    if (looksLikeKey(credential)) return keys.recognise(credential);
    if (tokens !== undefined) return tokens.recognise(credential);
    throw new DiaristError(
      "invalid_credentials",
      "That is no API key of this service: those begin with dk_.",
    );
  };
  return async (request, response, next) => {
    const credential = bearerOf(request);
    if (credential === undefined) {
      challenge(response);
      throw new DiaristError(
        "authentication_required",
        "Send an API key in the header: Authorization: Bearer dk_….",
      );
    }
    try {
      setPrincipal(request, await recognise(credential));
    } catch (error) {
      if (error instanceof DiaristError && error.status === 401) {
        challenge(response, `error="invalid_token"`);
        audit.record({
          action: "login.failed",
          actor: "unknown",
          reason: error.code,
          keyId: parseKey(credential)?.keyId,
          requestId: response.get("x-request-id"),
        });
      }
      throw error;
    }
    next();
  };
}

/** Throws `insufficient_scope`. */
export function requireScope(scope: Scope): RequestHandler {
  return (request, response, next) => {
    if (!principalOf(request).scopes.includes(scope)) {
      challenge(response, `error="insufficient_scope", scope="${scope}"`);
      throw new DiaristError("insufficient_scope", `This needs the scope ${scope}.`);
    }
    next();
  };
}

/** RFC 6750, from the header alone: what stands in an address ends up in logs and histories. */
function bearerOf(request: Request): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? "")?.[1];
}

function challenge(response: Response, details?: string): void {
  response.set("www-authenticate", [`Bearer realm="diarist"`, ...(details ? [details] : [])].join(", "));
}
