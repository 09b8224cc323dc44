import { createServer, request } from "node:http";

export interface RenewingProxy {
  url: string;
  /** From now on the file has another byte, as a newer build's has. */
  renew: () => void;
  stop: () => Promise<void>;
}

/** Hands everything through to the service, and makes one file of it newer when it is told to. */
export async function renewing(serviceUrl: string, path: string): Promise<RenewingProxy> {
  let isNewer = false;
  const server = createServer((incoming, outgoing) => {
    const changed = isNewer && incoming.url === path;
    const headers = {
      ...incoming.headers,
      ...(changed && { "accept-encoding": "identity", "if-none-match": "" }),
    };
    const forwarded = request(
      `${serviceUrl}${incoming.url ?? "/"}`,
      { method: incoming.method ?? "GET", headers },
      (answer) => {
        const { "content-length": _, etag: __, ...rest } = answer.headers;
        outgoing.writeHead(answer.statusCode ?? 500, changed ? rest : answer.headers);
        answer.on("data", (chunk: Buffer) => outgoing.write(chunk));
        answer.on("end", () => outgoing.end(changed ? "\n// newer" : undefined));
      },
    );
    forwarded.on("error", () => outgoing.destroy());
    outgoing.on("close", () => forwarded.destroy());
    incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The proxy does not listen");
  return {
    url: `http://127.0.0.1:${address.port}`,
    renew: () => (isNewer = true),
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
