import type { RequestHandler } from "express";
import { LOCAL_TENANT, SCOPES, type Scope } from "../../domain/access.js";
import { DiaristError } from "../../domain/errors.js";
import { credentialOf } from "./credential.js";
import { principalOf, setPrincipal, type Principal } from "./principal.js";
import { challenge, recogniseSender, type Recognise } from "./recognise.js";

const LOCAL: Principal = { tenantId: LOCAL_TENANT, scopes: SCOPES, actor: "local" };

/** Everyone is the one tenant of this machine. What clients send because they always send something is not looked at. */
export function asLocal(): RequestHandler {
  return (request, _response, next) => {
    setPrincipal(request, LOCAL);
    next();
  };
}

/** Throws `authentication_required`, `invalid_credentials`, `credentials_expired`, `identity_provider_unavailable`. */
export function authenticate(recognise: Recognise): RequestHandler {
  return async (request, response, next) => {
    const credential = credentialOf(request);
    if (credential === undefined) {
      challenge(response);
      throw new DiaristError(
        "authentication_required",
        "Send an API key in the header: Authorization: Bearer dk_….",
      );
    }
    setPrincipal(request, await recogniseSender(recognise, credential, response));
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
