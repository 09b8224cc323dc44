import type { Request, Response } from "express";
import { SCOPES, type Scope } from "../../domain/access.js";
import { DiaristError } from "../../domain/errors.js";
import type { AuditLog } from "./audit-log.js";
import { credentialOf } from "./credential.js";
import { refuseFromElsewhere } from "./doors.js";
import type { Principal } from "./principal.js";
import { isRefusal, recogniseSender, type Recognise } from "./recognise.js";
import { clearSessionCookie, renewSessionCookie, setSessionCookie } from "./session-cookie.js";

export interface SessionsOptions {
  /** Whether everyone who reaches the gateway is the tenant `local`. */
  open: boolean;
  recognise: Recognise;
  audit: AuditLog;
}

export interface Session {
  signedIn: boolean;
  access: "local" | "keys";
  scopes?: readonly Scope[];
}

/** Browsers that send their key as a cookie. */
export class Sessions {
  constructor(private readonly options: SessionsOptions) {}

  /**
   * Throws `sign_in_not_needed`, `cross_origin_refused` (a stranger's page must not sign the user in as somebody else), and
   * what `Recognise` throws.
   */
  async begin(request: Request, response: Response, key: string): Promise<void> {
    if (this.options.open)
      throw new DiaristError(
        "sign_in_not_needed",
        "Whoever reaches this service may do everything already: it asks for no key.",
      );
    refuseFromElsewhere(request);
    const principal = await recogniseSender(this.options.recognise, key, response);
    setSessionCookie(request, response, key);
    this.#audit("session.started", principal, response);
  }

  /** Has the browser forget the key. Throws `cross_origin_refused`. */
  async end(request: Request, response: Response): Promise<void> {
    refuseFromElsewhere(request);
    // Whoever wants to leave may, also while nobody can tell who it is.
    const principal = await this.#principalOf(request, response).catch(() => undefined);
    clearSessionCookie(request, response);
    if (principal !== undefined) this.#audit("session.ended", principal, response);
  }

  /** Who the caller is. A cookie that does is kept for longer, one that does not any more is taken back. */
  async look(request: Request, response: Response): Promise<Session> {
    if (this.options.open) return { signedIn: true, access: "local", scopes: SCOPES };
    const principal = await this.#principalOf(request, response);
    if (principal === undefined) clearSessionCookie(request, response);
    else renewSessionCookie(request, response);
    return principal === undefined
      ? { signedIn: false, access: "keys" }
      : { signedIn: true, access: "keys", scopes: principal.scopes };
  }

  /** Undefined where the credential is missing or refused. */
  async #principalOf(request: Request, response: Response): Promise<Principal | undefined> {
    const credential = credentialOf(request);
    if (this.options.open || credential === undefined) return undefined;
    try {
      return await this.options.recognise(credential, response.get("x-request-id"));
    } catch (error) {
      if (isRefusal(error)) return undefined;
      throw error;
    }
  }

  #audit(
    action: "session.started" | "session.ended",
    { actor, tenantId }: Principal,
    response: Response,
  ): void {
    this.options.audit.record({ action, actor, tenantId, requestId: response.get("x-request-id") });
  }
}
