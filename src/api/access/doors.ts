import type { Request, RequestHandler } from "express";
import { DiaristError } from "../../domain/errors.js";

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
