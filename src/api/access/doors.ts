import type { Request, RequestHandler } from "express";
import { DiaristError } from "../../domain/errors.js";
import { isSentByCookie } from "./credential.js";

/*
 * Where nobody has to prove who they are, the user's own browser is the way in for a stranger: a page can send requests to
 * loopback, and a name that its owner points at 127.0.0.1 (DNS rebinding) makes it the same origin. Two doors close that:
 * the name by which we are called has to be one of ours, and what changes anything may not come from another origin.
 */
const READING = ["GET", "HEAD", "OPTIONS"];

/** `hosts` as in a URL: with the port where they have one. Loopback names are always fine. Throws `host_not_allowed`. */
export function knownHostOnly(hosts: readonly string[]): RequestHandler {
  return (request, _response, next) => {
    const host = (request.headers.host ?? "").toLowerCase();
    if (!isLoopbackHost(host) && !hosts.includes(host) && !hosts.includes(nameOf(host)))
      throw new DiaristError(
        "host_not_allowed",
        "This service takes requests to loopback names alone; DIARIST_ALLOWED_HOSTS names others.",
      );
    next();
  };
}

/** Throws `cross_origin_refused`. */
export function sameOriginChangesOnly(corsOrigins: readonly string[]): RequestHandler {
  return (request, _response, next) => {
    if (!READING.includes(request.method) && comesFromElsewhere(request, corsOrigins))
      throw new DiaristError(
        "cross_origin_refused",
        "A page of another origin may not change anything here; DIARIST_CORS_ORIGINS names those that may.",
      );
    next();
  };
}

/**
 * Where the key comes as a cookie, which a browser adds whoever's page it was that sent the request, a change needs the
 * browser's word that the page was one of ours. Throws `cross_origin_refused`.
 */
export function ownPagesOnlyByCookie(): RequestHandler {
  return (request, _response, next) => {
    if (!READING.includes(request.method) && isSentByCookie(request) && !comesFromOwnPage(request))
      throw new DiaristError(
        "cross_origin_refused",
        "With a cookie, changes are taken from this service's own pages alone. Programs send the key in the header " +
          "Authorization.",
      );
    next();
  };
}

/** For what a page of ours and a program may do, and a stranger's page may not. Throws `cross_origin_refused`. */
export function refuseFromElsewhere(request: Request): void {
  const isBrowsers = request.headers.origin !== undefined || request.get("sec-fetch-site") !== undefined;
  if (isBrowsers && !comesFromOwnPage(request))
    throw new DiaristError(
      "cross_origin_refused",
      "A page of another origin may not sign anybody in or out.",
    );
}

/** Newer browsers say it outright, where the connection is a safe one; older ones name the page's origin. */
function comesFromOwnPage(request: Request): boolean {
  const site = request.get("sec-fetch-site");
  if (site !== undefined) return site === "same-origin";
  const { origin, host = "" } = request.headers;
  return origin !== undefined && hostOf(origin) === host.toLowerCase();
}

/** Browsers send `Origin` with each change and, the newer ones, `Sec-Fetch-Site`; programs send neither. */
function comesFromElsewhere(request: Request, corsOrigins: readonly string[]): boolean {
  const { origin, host = "" } = request.headers;
  if (origin !== undefined) return !corsOrigins.includes(origin) && hostOf(origin) !== host.toLowerCase();
  const site = request.get("sec-fetch-site");
  return site !== undefined && site !== "same-origin" && site !== "none";
}

function isLoopbackHost(host: string): boolean {
  return /^(localhost|[\w-]+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(nameOf(host));
}

/** Without the port. */
function nameOf(host: string): string {
  return host.replace(/:\d*$/, "");
}

/** Of `http://localhost:8000`; `null`, which sandboxed pages send, has none. */
function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
