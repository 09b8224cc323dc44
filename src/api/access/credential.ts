import type { Request } from "express";
import { cookieCredential } from "./session-cookie.js";

/** The key or token that a request was sent with. A header is sent on purpose, so it goes before the cookie. */
export function credentialOf(request: Request): string | undefined {
  return bearerOf(request) ?? cookieCredential(request);
}

/** Whether the browser has added the credential by itself, whoever's page made it send the request. */
export function isSentByCookie(request: Request): boolean {
  return bearerOf(request) === undefined && cookieCredential(request) !== undefined;
}

/** RFC 6750, from the header alone: what stands in an address ends up in logs and histories. */
function bearerOf(request: Request): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? "")?.[1];
}
