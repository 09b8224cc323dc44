import type { Request } from "express";
import type { Scope } from "../../domain/access.js";

/** Who makes a request. */
export interface Principal {
  tenantId: string;
  scopes: readonly Scope[];
  /** For the audit log: `key:<id>`, `token:<subject>` or `local`. */
  actor: string;
}

// A property of the request could be mistaken for something that the client has sent.
const principals = new WeakMap<Request, Principal>();

export function setPrincipal(request: Request, principal: Principal): void {
  principals.set(request, principal);
}

/** Throws where the request has not passed the gates: that is a mistake of ours, and nobody's data may be shown then. */
export function principalOf(request: Request): Principal {
  const principal = principals.get(request);
  if (principal === undefined) throw new Error(`Nobody was asked who they are at ${request.path}`);
  return principal;
}
