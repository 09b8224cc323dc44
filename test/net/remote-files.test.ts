import { createHash, randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createGuardedFetch } from "../../src/net/guarded-fetch.js";
import { createRemoteFiles } from "../../src/net/remote-files.js";
import { allow, HOME, startHost, WORLD, type Host } from "./two-hosts.js";

const content = randomBytes(3_000_000);

let host: Host;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let ranges: (string | undefined)[];
beforeEach(async () => {
  ranges = [];
  host = await startHost(WORLD, (request, response) => {
    ranges.push(request.headers.range);
    answer(request, response);
  });
});
afterEach(() => host.stop());

const files = createRemoteFiles({
  fetch: createGuardedFetch({ allow }),
  maxBytes: 4_000_000,
  firstPauseMs: 1,
});
const signal = new AbortController().signal;
const url = (): string => `http://${WORLD}:${String(host.port)}/a.wav?token=secret`;

async function read(): Promise<Buffer> {
  const { bytes } = await files.open(url(), signal);
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Serves ranges, and breaks off after so many bytes of each answer. */
function breaking(afterBytes: number[], headers: Record<string, string> = { etag: '"1"' }) {
  let answers = 0;
  return (request: IncomingMessage, response: ServerResponse): void => {
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
    const rest = content.subarray(start);
    response.writeHead(start > 0 ? 206 : 200, {
      "content-length": rest.length,
      ...(start > 0 && {
        "content-range": `bytes ${String(start)}-${String(content.length - 1)}/${String(content.length)}`,
      }),
      ...headers,
    });
    const limit = afterBytes[answers];
    answers += 1;
    if (limit === undefined) response.end(rest);
    else response.write(rest.subarray(0, limit), () => response.destroy());
  };
}

describe("a file on another server", () => {
  test("is read as it is there", async () => {
    answer = (_request, response) => response.writeHead(200, { "content-type": "audio/wav" }).end(content);
    expect((await files.open(url(), signal)).contentType).toBe("audio/wav");
    expect((await read()).equals(content)).toBe(true);
  });

  test("is gone on with where the transfer broke, if its version is known", async () => {
    answer = breaking([100_000, 1, 700_000, 65_536]);
    const read1 = await read();
    expect(createHash("sha256").update(read1).digest("hex")).toBe(
      createHash("sha256").update(content).digest("hex"),
    );
    expect(ranges).toHaveLength(5);
    expect(ranges.slice(1).every((range) => range?.startsWith("bytes="))).toBe(true);
  });

  test.each([
    ["its version is not known", breaking([100_000], {})],
    ["its version is but a weak one", breaking([100_000], { etag: 'W/"1"' })],
    ["another one is there by now", changing()],
    ["nothing comes any more", breaking([1_000, 0, 0, 0, 0, 0, 0, 0])],
  ])("is not patched together where %s", async (_, listener) => {
    answer = listener;
    await expect(read()).rejects.toMatchObject({ code: "source_unreachable", retryable: true });
  });

  test.each([
    [404, "source_refused", false, undefined],
    [403, "source_refused", false, undefined],
    [500, "source_unreachable", true, undefined],
    [429, "source_unreachable", true, 7],
    [503, "source_unreachable", true, 7],
  ])("that is answered with %i is %s", async (status, code, retryable, retryAfterSeconds) => {
    answer = (_request, response) => {
      if (retryAfterSeconds !== undefined) response.setHeader("retry-after", "7");
      response.writeHead(status).end("no");
    };
    await expect(read()).rejects.toMatchObject({ code, retryable, retryAfterSeconds });
  });

  test("is too large by what its server says, and by what comes", async () => {
    answer = (_request, response) => response.writeHead(200, { "content-length": 4_000_001 }).write("x");
    await expect(read()).rejects.toMatchObject({ code: "source_too_large" });
    answer = (_request, response) => {
      response.write(content);
      response.end(content);
    };
    await expect(read()).rejects.toMatchObject({ code: "source_too_large" });
  });

  test("is not read at a forbidden address, nor told of beyond its host", async () => {
    answer = (_request, response) =>
      response.writeHead(302, { location: `http://${HOME}/x?token=secret` }).end();
    const failure: unknown = await read().catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "source_forbidden_address", retryable: false });
    expect(String(failure)).not.toContain("secret");
  });

  test("cannot be read where nobody listens", async () => {
    const gone = url();
    await host.stop();
    await expect(files.open(gone, signal)).rejects.toMatchObject({
      code: "source_unreachable",
      message: expect.not.stringContaining("secret"),
    });
    host = await startHost(WORLD, (request, response) => answer(request, response));
  });

  test("is not read on when nobody wants it any more", async () => {
    answer = (_request, response) => response.write("x");
    const abortion = new AbortController();
    const { bytes } = await files.open(url(), abortion.signal);
    const reading = (async () => {
      for await (const piece of bytes) if (piece.length > 0) abortion.abort();
    })();
    await expect(reading).rejects.toThrow(/abort/i);
  });
});

/** Breaks off once; by then there is another file, which is what a server sends whole where `If-Range` does not hold. */
function changing() {
  const first = breaking([100_000]);
  return (request: IncomingMessage, response: ServerResponse): void => {
    if (request.headers["if-range"] === undefined) first(request, response);
    else response.writeHead(200, { etag: '"2"' }).end(content);
  };
}
