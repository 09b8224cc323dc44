import type { TestGateway } from "./gateway.js";
import { makeWav } from "./recordings.js";

export interface ApiAnswer {
  status: number;
  headers: Headers;
  text: string;
  /** What came as JSON, else nothing; the fields that tests go on with. */
  body: {
    id: string;
    nextCursor?: string;
    jobs?: { id: string }[];
    errors?: unknown;
    [name: string]: unknown;
  };
}

export type Fields = readonly (readonly [name: string, value: string])[];

/** Calls a gateway's JSON API as a stranger's program would. */
export class ApiClient {
  constructor(private readonly gateway: Pick<TestGateway, "url">) {}

  async call(
    method: string,
    path: string,
    options: { json?: unknown; headers?: Record<string, string> } = {},
  ) {
    const { json, headers = {} } = options;
    return answerOf(
      await fetch(`${this.gateway.url}${path}`, {
        method,
        headers: { ...(json !== undefined && { "content-type": "application/json" }), ...headers },
        ...(json !== undefined && { body: JSON.stringify(json) }),
      }),
    );
  }

  get(path: string, headers: Record<string, string> = {}): Promise<ApiAnswer> {
    return this.call("GET", path, { headers });
  }

  /** Uploads a recording: by default one of its own noise, so that it is no duplicate. */
  async upload(
    options: {
      content?: Buffer;
      fields?: Fields;
      after?: Fields;
      path?: string;
      headers?: Record<string, string>;
    } = {},
  ): Promise<ApiAnswer> {
    const { content = makeWav(100), fields = [], after = [], path = "/v1/jobs", headers = {} } = options;
    const form = new FormData();
    for (const [name, value] of fields) form.append(name, value);
    form.append("file", new Blob([new Uint8Array(content)]), "Monday.wav");
    for (const [name, value] of after) form.append(name, value);
    return answerOf(await fetch(`${this.gateway.url}${path}`, { method: "POST", body: form, headers }));
  }
}

async function answerOf(response: Response): Promise<ApiAnswer> {
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") === true;
  const body = (isJson ? JSON.parse(text) : {}) as ApiAnswer["body"];
  return { status: response.status, headers: response.headers, text, body };
}
