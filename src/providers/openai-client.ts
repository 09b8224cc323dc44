import OpenAI from "openai";
import { Agent } from "undici";

export interface ServiceAddress {
  /** Of an OpenAI-compatible API, up to and including its `/v1`; OpenAI's own when undefined. */
  baseUrl: string | undefined;
  apiKey: string | undefined;
}

const OPENAI_BASE_URL = "https://api.openai.com/v1";

/*
 * Node's own fetch gives up after 300 s without response headers, which a slow engine needs for one long chunk. Callers
 * set the deadline of each request themselves (service-call.ts).
 */
const patientAgent = new Agent({ headersTimeout: 0, bodyTimeout: 0 });

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
    fetchOptions: { dispatcher: patientAgent },
  });
}
