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
  /** Told how many bytes go to the target. */
  onBytes?: (count: number) => void;
}

/** Stands between a client and the gateway, and cuts connections in the middle of a byte stream. */
export async function startCuttingProxy(options: CuttingProxyOptions): Promise<CuttingProxy> {
  const { targetPort, cutAfterBytes, onCut, onBytes } = options;
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
      onBytes?.(bytes.length);
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
