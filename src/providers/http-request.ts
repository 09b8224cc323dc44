import { Agent, request as requestByHttp, type ClientRequest, type IncomingMessage } from "node:http";
import { Agent as TlsAgent, request as requestByHttps } from "node:https";
import type { SizedBody } from "./speech/port.js";

export interface HttpRequest {
  method: string;
  headers: Record<string, string>;
  body: string | Uint8Array | SizedBody | undefined;
  signal: AbortSignal | undefined;
}

/** Servers of Python let go of connections that nobody used for five seconds. */
const IDLE_MS = 4_000;
const agents = {
  "http:": new Agent({ keepAlive: true, timeout: IDLE_MS }),
  "https:": new TlsAgent({ keepAlive: true, timeout: IDLE_MS }),
};

/**
 * One exchange over HTTP, without redirects and without a deadline but the signal's. Node's fetch takes bodies through web
 * streams, which doubles what minutes of audio cost. Rejects with what the body throws while it is read.
 */
export async function httpRequest(
  url: URL,
  { method, headers, body, signal }: HttpRequest,
): Promise<Response> {
  const isTls = url.protocol === "https:";
  const call = (isTls ? requestByHttps : requestByHttp)(url, {
    method,
    headers: { ...headers, ...(body !== undefined && { "content-length": String(lengthOf(body)) }) },
    agent: agents[isTls ? "https:" : "http:"],
    ...(signal && { signal }),
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    call.once("response", resolve).on("error", reject);
  });
  if (typeof body === "object" && "read" in body)
    send(call, body).catch((error: unknown) => call.destroy(error instanceof Error ? error : undefined));
  else call.end(body);
  const answer = await answered;
  try {
    return await whole(answer);
  } finally {
    // A server may answer before it has heard all, and not want to hear the rest.
    if (!call.writableFinished) call.destroy();
  }
}

function lengthOf(body: string | Uint8Array | SizedBody): number {
  return typeof body === "string" ? Buffer.byteLength(body) : "read" in body ? body.sizeBytes : body.length;
}

async function send(call: ClientRequest, body: SizedBody): Promise<void> {
  const { promise: gone, reject } = Promise.withResolvers<never>();
  call.once("close", () => reject(new Error("The request has ended")));
  gone.catch(() => undefined);
  for await (const bytes of body.read()) {
    const written = new Promise<void>((resolve, fail) => {
      call.write(bytes, (error) => (error ? fail(error) : resolve()));
    });
    await Promise.race([written, gone]);
  }
  call.end();
}

async function whole(answer: IncomingMessage): Promise<Response> {
  const content = Buffer.concat(await answer.toArray());
  const headers = Object.entries(answer.headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((each): [string, string] => [name, each]),
  );
  const status = answer.statusCode ?? 0;
  // These have no body, and Response insists on it.
  const isBodiless = [204, 205, 304].includes(status);
  return new Response(isBodiless ? null : content, { status, headers });
}
