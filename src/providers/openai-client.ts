import OpenAI from "openai";
import { httpRequest } from "./http-request.js";
import type { SizedBody } from "./speech/port.js";
import { tracedRequest } from "./traced-request.js";

export interface ServiceAddress {
  /** Of an OpenAI-compatible API, up to and including its `/v1`; OpenAI's own when undefined. */
  baseUrl: string | undefined;
  apiKey: string | undefined;
}

const OPENAI_BASE_URL = "https://api.openai.com/v1";

/*
 * The library is given a fetch of ours. Node's own gives up after 300 s without response headers, which a slow engine needs
 * for one long chunk. Callers set the deadline of each request themselves (service-call.ts).
 */
function fetchFrom(baseUrl: string, form?: SizedBody) {
  return (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input);
    const { method = "GET", signal } = init;
    const path = url.pathname.slice(new URL(baseUrl).pathname.replace(/\/$/, "").length);
    return tracedRequest({ method, path, host: url.hostname }, (ids) =>
      httpRequest(url, {
        method,
        headers: { ...Object.fromEntries(new Headers(init.headers)), ...ids },
        body: form ?? inOnePiece(init.body),
        signal: signal ?? undefined,
      }),
    );
  };
}

function inOnePiece(body: RequestInit["body"]): string | Uint8Array | undefined {
  if (body == null || typeof body === "string" || body instanceof Uint8Array) return body ?? undefined;
  throw new TypeError("The body must be text or bytes");
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
    fetch: fetchFrom(baseUrl ?? OPENAI_BASE_URL),
  });
}

/** Posts a body that the library would first read as a whole. */
export async function postStreamed(
  client: OpenAI,
  path: string,
  { contentType, body }: { contentType: string; body: SizedBody },
  signal: AbortSignal,
): Promise<Response> {
  return client
    .withOptions({ fetch: fetchFrom(client.baseURL, body) })
    .post(path, { headers: { "content-type": contentType }, signal })
    .asResponse();
}
