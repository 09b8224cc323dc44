import { connect, createServer, type Socket } from "node:net";

export interface CuttingProxy {
  port: number;
  /** How many connections were cut so far. */
  cuts: () => number;
  stop: () => Promise<void>;
}

export interface CuttingProxyOptions {
  targetPort: () => number;
  /** A connection is cut whenever so many bytes have gone to the target since the last cut, in this order. */
  cutAfterBytes: number[];
  onCut?: (cut: number) => void;
}

/** Stands between a client and the gateway, and cuts connections in the middle of a byte stream. */
export async function startCuttingProxy(options: CuttingProxyOptions): Promise<CuttingProxy> {
  const { targetPort, cutAfterBytes, onCut } = options;
  const sockets = new Set<Socket>();
  let cuts = 0;
  let sinceCut = 0;
  const server = createServer((client) => {
    const target = connect(targetPort(), "127.0.0.1");
    for (const socket of [client, target]) {
      sockets.add(socket);
      socket.on("close", () => {
        sockets.delete(socket);
        client.destroy();
        target.destroy();
      });
      socket.on("error", () => undefined);
    }
    target.pipe(client);
    client.on("data", (bytes: Buffer) => {
      const limit = cutAfterBytes[cuts];
      if (limit !== undefined && sinceCut + bytes.length >= limit) {
        target.write(bytes.subarray(0, limit - sinceCut), () => target.destroy());
        sinceCut = 0;
        cuts += 1;
        client.pause();
        onCut?.(cuts);
        return;
      }
      sinceCut += bytes.length;
      if (!target.write(bytes)) {
        client.pause();
        target.once("drain", () => client.resume());
      }
    });
    client.on("end", () => target.end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The proxy does not listen");
  return {
    port: address.port,
    cuts: () => cuts,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Mulberry32: the same numbers from 0 to 1 for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
