import { Agent, fetch, type RequestInit } from "undici";
import { DiaristError } from "../domain/errors.js";
import { createAddressPolicy, type AllowedTargets } from "./address-policy.js";
import { guardedConnector, lookupAll, type Lookup } from "./guarded-connect.js";
import type { GuardedFetch, GuardedRequest, GuardedResponse } from "./port.js";

export interface GuardOptions {
  /** What may be reached besides public addresses. */
  allow: AllowedTargets;
  /** Unset: every port that a web browser would go to. */
  ports?: readonly number[];
  lookup?: Lookup;
  connectTimeoutMs?: number;
  /** How long without a byte, before the headers and between any two pieces of the body. */
  idleTimeoutMs?: number;
}

const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
// What a far, loaded server needs; whoever is slower is tried again.
const CONNECT_TIMEOUT_MS = 10_000;
const IDLE_TIMEOUT_MS = 60_000;

/** Headers that are for the first origin alone. */
const PRIVATE_HEADERS = new Set(["authorization", "cookie", "proxy-authorization"]);

/**
 * fetch() for URLs that somebody else named: http and https alone, to public addresses alone, on every hop. Redirects of
 * GET and HEAD are followed, five at most; for any other method the redirect is the answer.
 *
 * Throws DiaristError `forbidden_address` where it must not go, and otherwise what fetch() throws.
 */
export function createGuardedFetch(options: GuardOptions): GuardedFetch {
  const { allow, ports, lookup = lookupAll } = options;
  const { connectTimeoutMs = CONNECT_TIMEOUT_MS, idleTimeoutMs = IDLE_TIMEOUT_MS } = options;
  const dispatcher = new Agent({
    connect: guardedConnector(createAddressPolicy(allow), lookup, connectTimeoutMs),
    headersTimeout: idleTimeoutMs,
    bodyTimeout: idleTimeoutMs,
  });

  async function hop(url: URL, request: GuardedRequest): Promise<GuardedResponse> {
    refuseOddUrl(url, ports);
    const init: RequestInit = { ...request, dispatcher, redirect: "manual" };
    try {
      return await fetch(url, init);
    } catch (error) {
      // fetch() wraps what happened in a TypeError "fetch failed".
      if (error instanceof Error && error.cause instanceof DiaristError) throw error.cause;
      throw error;
    }
  }

  return async (target, request = {}) => {
    let url = parse(target);
    let sent = request;
    const follows = /^(GET|HEAD)$/i.test(request.method ?? "GET");
    for (let redirects = 0; ; redirects += 1) {
      const response = await hop(url, sent);
      const location = REDIRECTS.has(response.status) ? response.headers.get("location") : null;
      if (!follows || location === null) return response;
      await response.body?.cancel();
      if (redirects === MAX_REDIRECTS) throw new Error(`More than ${String(MAX_REDIRECTS)} redirects`);
      const next = parse(location, url);
      if (next.origin !== url.origin) sent = withoutPrivateHeaders(sent);
      url = next;
    }
  };
}

function parse(target: string | URL, base?: URL): URL {
  const url = URL.parse(String(target), base?.href);
  if (url === null) throw new DiaristError("forbidden_address", "That is not a URL.");
  return url;
}

function refuseOddUrl(url: URL, ports: readonly number[] | undefined): void {
  if (url.protocol !== "http:" && url.protocol !== "https:")
    throw new DiaristError("forbidden_address", `A URL must begin with http: or https:, not ${url.protocol}`);
  if (url.username !== "" || url.password !== "")
    throw new DiaristError("forbidden_address", "A URL may not hold a user's name or password.");
  const port = url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port);
  if (ports !== undefined && !ports.includes(port))
    throw new DiaristError("forbidden_address", `Port ${String(port)} may not be reached.`);
}

function withoutPrivateHeaders(request: GuardedRequest): GuardedRequest {
  const headers = Object.entries(request.headers ?? {}).filter(
    ([name]) => !PRIVATE_HEADERS.has(name.toLowerCase()),
  );
  return { ...request, headers: Object.fromEntries(headers) };
}
