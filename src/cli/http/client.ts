import type { z } from "zod";
import { CliError, EXIT } from "../exit.js";
import { apiErrorOf, ConnectionError } from "./api-error.js";

type Query = Record<string, string | number | boolean | readonly string[] | undefined>;

export interface Call {
  query?: Query;
  json?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
}

/** Calls a service's HTTP API. Answers pass through the schemas of the contracts, so that what is read is what was agreed. */
export class ApiClient {
  /** Without a slash at its end. */
  readonly server: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor({ server, apiKey }: { server: string; apiKey: string | undefined }) {
    this.server = server.replace(/\/+$/, "");
    this.headers = { ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }) };
  }

  url(path: string, query: Query = {}): string {
    const url = new URL(`${this.server}${path}`);
    for (const [name, value] of Object.entries(query))
      for (const each of [value].flat()) if (each !== undefined) url.searchParams.append(name, String(each));
    return url.href;
  }

  /** Throws ApiError for any answer but a success, and ConnectionError where there is none. */
  async send(method: string, path: string, call: Call = {}): Promise<Response> {
    const { query, json, headers, signal } = call;
    const request = {
      method,
      headers: {
        ...this.headers,
        ...(json !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(json !== undefined && { body: JSON.stringify(json) }),
      ...(signal !== undefined && { signal }),
    };
    const response = await this.#reaching(signal, () => fetch(this.url(path, query), request));
    if (response.ok) return response;
    const text = await this.#reaching(signal, () => response.text());
    throw apiErrorOf(response.status, text, response.headers.get("retry-after"));
  }

  async json<T extends z.ZodType>(
    schema: T,
    method: string,
    path: string,
    call: Call = {},
  ): Promise<z.output<T>> {
    const text = (await this.bytes(method, path, call)).toString();
    const answer = schema.safeParse(parsed(text));
    if (answer.success) return answer.data;
    throw new CliError(
      `${this.server} answered otherwise than Diarist does. Is it the right address, and of this release?`,
      EXIT.failed,
      "unknown_answer",
    );
  }

  async bytes(method: string, path: string, call: Call = {}): Promise<Buffer> {
    const response = await this.send(method, path, call);
    return Buffer.from(await this.#reaching(call.signal, () => response.arrayBuffer()));
  }

  async #reaching<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (signal?.aborted === true) throw error;
      throw new ConnectionError(this.server, reasonOf(error));
    }
  }
}

/** fetch says only "fetch failed"; what failed is in its cause. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (cause instanceof AggregateError) return reasonOf(cause.errors[0]);
  return cause instanceof Error ? cause.message || cause.name : error.message;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
