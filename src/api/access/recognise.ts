import type { Response } from "express";
import { DiaristError } from "../../domain/errors.js";
import type { AccessTokens } from "./access-tokens.js";
import type { ApiKeys } from "./api-keys.js";
import type { AuditLog } from "./audit-log.js";
import { looksLikeKey, parseKey } from "./key-text.js";
import type { Principal } from "./principal.js";

export interface Credentials {
  keys: ApiKeys;
  /** Undefined: keys alone are taken. */
  tokens: AccessTokens | undefined;
  audit: AuditLog;
}

/**
 * Who has the credential that a request came with. Throws `invalid_credentials`, `credentials_expired` (both stand in the
 * audit log then) and `identity_provider_unavailable`.
 */
export type Recognise = (credential: string, requestId: string | undefined) => Promise<Principal>;

export function recogniser({ keys, tokens, audit }: Credentials): Recognise {
  const principalOf = (credential: string): Promise<Principal> => {
    if (looksLikeKey(credential)) return keys.recognise(credential);
    if (tokens !== undefined) return tokens.recognise(credential);
    throw new DiaristError(
      "invalid_credentials",
      "That is no API key of this service: those begin with dk_.",
    );
  };
  return async (credential, requestId) => {
    try {
      return await principalOf(credential);
    } catch (error) {
      if (isRefusal(error))
        audit.record({
          action: "login.failed",
          actor: "unknown",
          reason: error.code,
          keyId: parseKey(credential)?.keyId,
          requestId,
        });
      throw error;
    }
  };
}

/** Of credentials that are none, or are none any more. */
export function isRefusal(error: unknown): error is DiaristError {
  return error instanceof DiaristError && error.status === 401;
}

/** Recognises who sent a request; where that fails the answer says what is asked for. */
export async function recogniseSender(
  recognise: Recognise,
  credential: string,
  response: Response,
): Promise<Principal> {
  try {
    return await recognise(credential, response.get("x-request-id"));
  } catch (error) {
    if (isRefusal(error)) challenge(response, `error="invalid_token"`);
    throw error;
  }
}

/** Says in the answer what is asked for, as RFC 6750 has it. */
export function challenge(response: Response, details?: string): void {
  response.set("www-authenticate", [`Bearer realm="diarist"`, ...(details ? [details] : [])].join(", "));
}
