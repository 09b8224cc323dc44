import type { CookieOptions, Request, Response } from "express";

/*
 * For what a page cannot give a header: streams of events, players, downloads. The cookie holds the credential itself and
 * stands for it wherever a header would; docs/security.md says why it is not sealed.
 */

/** Browsers take a cookie of this name over TLS alone, for this one host alone. */
const OVER_TLS = "__Host-diarist";
const IN_THE_CLEAR = "diarist";
/** After so long without a visit one has to sign in again. */
const KEPT_MS = 30 * 24 * 3_600_000;

/** The credential that a browser sends of its own accord. */
export function cookieCredential(request: Request): string | undefined {
  return cookieOf(request)?.value;
}

/** `credential` has to be of characters that cookies may hold. */
export function setSessionCookie(request: Request, response: Response, credential: string): void {
  const name = isOverTls(request) ? OVER_TLS : IN_THE_CLEAR;
  response.cookie(name, credential, { ...optionsOf(name), maxAge: KEPT_MS });
}

/** Has the browser keep the cookie that it sent for as long as if it were new. */
export function renewSessionCookie(request: Request, response: Response): void {
  const cookie = cookieOf(request);
  if (cookie !== undefined)
    response.cookie(cookie.name, cookie.value, { ...optionsOf(cookie.name), maxAge: KEPT_MS });
}

export function clearSessionCookie(request: Request, response: Response): void {
  const cookie = cookieOf(request);
  if (cookie !== undefined) response.clearCookie(cookie.name, optionsOf(cookie.name));
}

function optionsOf(name: string): CookieOptions {
  return { path: "/", httpOnly: true, sameSite: "strict", secure: name === OVER_TLS };
}

/** What ends TLS before us says so, and so does the page's browser; whoever lies changes a cookie of their own. */
function isOverTls(request: Request): boolean {
  const origin = request.headers.origin;
  if (origin !== undefined) return origin.startsWith("https:");
  return request.get("x-forwarded-proto")?.split(",")[0]?.trim() === "https";
}

function cookieOf(request: Request): { name: string; value: string } | undefined {
  const cookies = new Map(
    (request.headers.cookie ?? "").split(";").map((pair) => {
      const [name = "", ...value] = pair.split("=");
      return [name.trim(), value.join("=").trim()] as const;
    }),
  );
  const name = [OVER_TLS, IN_THE_CLEAR].find((each) => cookies.has(each));
  return name === undefined ? undefined : { name, value: decoded(cookies.get(name) ?? "") };
}

/** As `Response.cookie` has encoded it. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
