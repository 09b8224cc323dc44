import { connect, createServer, type Socket } from "node:net";

/** Stands between a page and the service. What goes through it can be cut, and held off until it is plugged in again. */
export class Cable {
  readonly #sockets = new Set<Socket>();
  #plugged = true;
  #leftBytes = Infinity;
  /** Called when `cutAfter` has cut. */
  #onCut: () => void = () => undefined;

  private constructor(
    readonly url: string,
    private readonly close: () => Promise<void>,
  ) {}

  static async to(serviceUrl: string): Promise<Cable> {
    const targetPort = Number(new URL(serviceUrl).port);
    const server = createServer((client) => cable.#carry(client, connect(targetPort, "127.0.0.1")));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (typeof address !== "object" || address === null) throw new Error("The cable has no end");
    const close = (): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
    const cable = new Cable(`http://127.0.0.1:${address.port}`, close);
    return cable;
  }

  unplug(): void {
    this.#plugged = false;
    for (const socket of this.#sockets) socket.destroy();
  }

  plug(): void {
    this.#leftBytes = Infinity;
    this.#plugged = true;
  }

  /** Unplugs itself when the page has sent so many bytes from now on; resolves then. */
  async cutAfter(bytes: number): Promise<void> {
    this.#leftBytes = bytes;
    await new Promise<void>((resolve) => (this.#onCut = resolve));
  }

  async stop(): Promise<void> {
    this.unplug();
    await this.close();
  }

  #carry(client: Socket, target: Socket): void {
    for (const socket of [client, target]) {
      this.#sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        this.#sockets.delete(socket);
        client.destroy();
        target.destroy();
      });
    }
    if (!this.#plugged) client.destroy();
    target.pipe(client);
    client.pipe(target);
    client.on("data", (bytes: Buffer) => {
      this.#leftBytes -= bytes.length;
      if (this.#leftBytes > 0) return;
      this.#leftBytes = Infinity;
      this.unplug();
      this.#onCut();
    });
  }
}
