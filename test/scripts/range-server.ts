import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { onTestFinished } from "vitest";

export interface RangeServer {
  url: string;
  /** The Range header of each request, or undefined where there was none. */
  ranges: (string | undefined)[];
}

/**
 * Serves `content`, and breaks the connection after so many bytes as often as `dropAfterBytes` says: its n-th entry is for
 * the n-th request. It waits with it for `beforeDrop`. With `ranges: false` it knows nothing of ranges.
 */
export async function serve(
  content: Buffer,
  options: { dropAfterBytes?: number[]; beforeDrop?: () => Promise<void>; ranges?: boolean } = {},
): Promise<RangeServer> {
  const drops = [...(options.dropAfterBytes ?? [])];
  const ranges: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    ranges.push(request.headers.range);
    answer(request, response, drops.shift());
  });
  function answer(request: IncomingMessage, response: ServerResponse, dropAfter: number | undefined): void {
    const asked = options.ranges === false ? undefined : request.headers.range;
    const start = Number(/bytes=(\d+)-/.exec(asked ?? "")?.[1] ?? 0);
    if (start >= content.length) return void response.writeHead(416).end();
    const rest = content.subarray(start);
    response.writeHead(asked === undefined ? 200 : 206, { "content-length": rest.length });
    if (dropAfter === undefined) return void response.end(rest);
    response.write(rest.subarray(0, dropAfter), () => {
      void Promise.resolve(options.beforeDrop?.()).then(() => response.destroy());
    });
  }
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no address");
  return { url: `http://127.0.0.1:${address.port}/file.bin`, ranges };
}
