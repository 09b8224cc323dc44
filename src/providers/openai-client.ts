import OpenAI from "openai";
import { Agent } from "undici";
import { tracedRequest } from "./traced-request.js";

export interface ServiceAddress {
  /** Of an OpenAI-compatible API, up to and including its `/v1`; OpenAI's own when undefined. */
  baseUrl: string | undefined;
  apiKey: string | undefined;
}

const OPENAI_BASE_URL = "https://api.openai.com/v1";

/*
 * The library is given a fetch of ours. Node's own gives up after 300 s without response headers, which a slow engine needs
 * for one long chunk, and takes bodies through web streams, which doubles what a chunk costs. Callers set the deadline of
 * each request themselves (service-call.ts).
 */
const agent = new Agent({ headersTimeout: 0, bodyTimeout: 0 });

function tracedFetch(
  baseUrl: string,
  input: string | URL | Request,
  init: RequestInit = {},
): Promise<Response> {
  const url = new URL(input instanceof Request ? input.url : input);
  const path = url.pathname.slice(new URL(baseUrl).pathname.replace(/\/$/, "").length);
  return tracedRequest({ method: init.method ?? "GET", path, host: url.hostname }, (ids) => {
    const headers = new Headers(init.headers);
    for (const [name, value] of Object.entries(ids)) headers.set(name, value);
    return plainFetch(url, { ...init, headers });
  });
}

/** What the library asks of fetch: a body in one piece, no redirects, the answer as a whole. */
async function plainFetch(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  const url = new URL(input instanceof Request ? input.url : input);
  const { method = "GET", headers, body, signal } = init;
  if (!(body == null || typeof body === "string" || body instanceof Uint8Array))
    throw new TypeError("The body must be text or bytes");
  const answer = await agent.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method: methodOf(method),
    headers: Object.fromEntries(new Headers(headers)),
    body: body ?? null,
    signal: signal ?? null,
  });
  const content = await answer.body.arrayBuffer();
  const answerHeaders = Object.entries(answer.headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((each): [string, string] => [name, each]),
  );
  // These have no body, and Response insists on it.
  const bodiless = [204, 205, 304].includes(answer.statusCode);
  return new Response(bodiless ? null : content, { status: answer.statusCode, headers: answerHeaders });
}

/** Every method that the library uses. */
function methodOf(name: string): "GET" | "POST" | "DELETE" {
  const method = (["GET", "POST", "DELETE"] as const).find((each) => each === name.toUpperCase());
  if (method === undefined) throw new TypeError(`There is no method ${name} here`);
  return method;
}

/**
 * A client that never retries (only Temporal retries), never logs, and takes nothing from the environment: without the
 * explicit values the library reads OPENAI_* variables by itself.
 */
export function createOpenAiClient({ baseUrl, apiKey }: ServiceAddress): OpenAI {
  return new OpenAI({
    baseURL: baseUrl ?? OPENAI_BASE_URL,
    // The library insists on a key; servers that need none ignore it.
    apiKey: apiKey ?? "none",
    organization: null,
    project: null,
    maxRetries: 0,
    // Longer than any deadline of ours, so that ours is the one that counts.
    timeout: 24 * 3600 * 1000,
    logLevel: "off",
    fetch: (input, init) => tracedFetch(baseUrl ?? OPENAI_BASE_URL, input, init),
  });
}
