import { randomBytes } from "node:crypto";
import { createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { BlockReader } from "../../src/storage/blocks/block-reader.js";

const CONTENT = randomBytes(1_000_000);

/** Answers a request for bytes `from` to `to`, on a connection's so manieth request, counted from zero. */
type Answer = (socket: Socket, from: number, to: number, count: number) => void;

const servers: { close: () => void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A server that speaks just as it is told to, and how many connections it has seen. */
async function startStore(answer: Answer) {
  let connections = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    let received = "";
    let count = 0;
    connections += 1;
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("data", (bytes) => {
      received += bytes.toString("latin1");
      const end = received.indexOf("\r\n\r\n");
      if (end < 0) return;
      const [, from, to] = /range: bytes=(\d+)-(\d*)/.exec(received.slice(0, end)) ?? [];
      received = received.slice(end + 4);
      answer(socket, Number(from), to === "" ? CONTENT.length - 1 : Number(to), count++);
    });
  });
  const port = await listening(server);
  servers.push({
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  });
  const reader = new BlockReader(async (key) => new URL(`http://127.0.0.1:${port}/${key}?signed=yes`));
  return { reader, connections: () => connections };
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port");
  return address.port;
}

const head = (bytes: number, status = "206 Partial Content"): string =>
  `HTTP/1.1 ${status}\r\nContent-Length: ${bytes}\r\n\r\n`;

const whole: Answer = (socket, from, to) => {
  socket.write(head(to - from + 1));
  socket.write(CONTENT.subarray(from, to + 1));
};

/** What the reader gives, copied block by block. */
async function read(reader: BlockReader, range: { start: number; end?: number }) {
  const answer = await reader.read("key", range);
  if (answer === undefined || answer === "other") return answer;
  const blocks: Buffer[] = [];
  for await (const block of answer.blocks) blocks.push(Buffer.from(block));
  return Buffer.concat(blocks);
}

const isContent = (bytes: unknown, start = 0): boolean =>
  Buffer.isBuffer(bytes) && bytes.equals(CONTENT.subarray(start));

describe("reading in blocks", () => {
  test("goes on over the same connection", async () => {
    const { reader, connections } = await startStore(whole);
    for (let count = 0; count < 3; count += 1)
      expect(isContent(await read(reader, { start: 5 }), 5)).toBe(true);
    expect(connections()).toBe(1);
  });

  test("understands an answer that comes byte by byte", async () => {
    const { reader } = await startStore((socket, from, to) => {
      const answer = Buffer.concat([Buffer.from(head(to - from + 1)), CONTENT.subarray(from, to + 1)]);
      void (async () => {
        for (const byte of answer) {
          socket.write(Buffer.from([byte]));
          await new Promise((resolve) => setImmediate(resolve));
        }
      })();
    });
    expect(await read(reader, { start: 10, end: 29 })).toEqual(CONTENT.subarray(10, 30));
  });

  test("waits for a reader who takes its time, and leaves the block in its hands alone", async () => {
    const { reader } = await startStore(whole);
    const answer = await reader.read("key", { start: 0 });
    if (answer === undefined || answer === "other") throw new Error("There is no answer");
    let at = 0;
    for await (const block of answer.blocks) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(block.equals(CONTENT.subarray(at, at + block.length))).toBe(true);
      at += block.length;
    }
    expect(at).toBe(CONTENT.length);
  });

  test("asks again from where an answer broke off, as long as something comes", async () => {
    const { reader, connections } = await startStore((socket, from, to) => {
      socket.write(head(to - from + 1));
      socket.end(CONTENT.subarray(from, Math.min(to + 1, from + 300_000)));
    });
    expect(isContent(await read(reader, { start: 0 }))).toBe(true);
    expect(connections()).toBeGreaterThan(3);
  });

  test("throws where an answer breaks off and nothing more comes", async () => {
    const { reader } = await startStore((socket, from, to) => {
      if (from === 0) socket.write(head(to + 1));
      socket.end(CONTENT.subarray(from, from === 0 ? 200_000 : from));
    });
    await expect(read(reader, { start: 0 })).rejects.toThrow("closed the connection");
  });

  test("takes a new connection where the store has let go of the old one", async () => {
    const { reader, connections } = await startStore((socket, from, to, count) => {
      if (count === 0) whole(socket, from, to, count);
      else socket.destroy();
    });
    expect(isContent(await read(reader, { start: 0 }))).toBe(true);
    expect(isContent(await read(reader, { start: 0 }))).toBe(true);
    expect(connections()).toBe(2);
  });

  test("does not use a connection again that was not read to its end", async () => {
    const { reader, connections } = await startStore(whole);
    const answer = await reader.read("key", { start: 0 });
    if (answer === undefined || answer === "other") throw new Error("There is no answer");
    for await (const block of answer.blocks) {
      expect(block.length).toBeLessThan(CONTENT.length);
      break;
    }
    expect(isContent(await read(reader, { start: 0 }))).toBe(true);
    expect(connections()).toBe(2);
  });

  test("knows a missing object from a missing bucket", async () => {
    const saying = (code: string) =>
      startStore((socket) => {
        const body = `<Error><Code>${code}</Code></Error>`;
        socket.write(head(body.length, "404 Not Found") + body);
      });
    expect(await read((await saying("NoSuchKey")).reader, { start: 0 })).toBeUndefined();
    expect(await read((await saying("NoSuchBucket")).reader, { start: 0 })).toBe("other");
  });

  test.each([
    [
      "comes in chunks",
      "HTTP/1.1 206 Partial Content\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
    ],
    ["is the whole object", head(1_000_000, "200 OK")],
    [
      "sends elsewhere",
      "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://other/\r\nContent-Length: 0\r\n\r\n",
    ],
    ["is no HTTP", "220 mail.example.org ESMTP\r\n\r\n"],
    ["never ends its head", `HTTP/1.1 206 Partial Content\r\nX: ${"x".repeat(20_000)}`],
  ])("leaves an answer that %s to others", async (_, answer) => {
    const { reader } = await startStore((socket) => void socket.write(answer));
    expect(await read(reader, { start: 0 })).toBe("other");
  });

  test("throws where nobody listens", async () => {
    const reader = new BlockReader(async () => new URL("http://127.0.0.1:1/key"));
    await expect(reader.read("key", { start: 0 })).rejects.toThrow("ECONNREFUSED");
  });
});
