import type { Response } from "express";

/** Proxies and clients take a connection that is silent for longer for dead. */
const KEEP_ALIVE_MS = 15_000;
/** A reader that far behind is cut off, and comes back for the rest; what waits for it is memory of ours. */
const MAX_WAITING_BYTES = 1024 ** 2;
/** When clients come back after a stream's end that was not the job's. */
const RETRY_MS = 1_000;

export interface EventStream {
  send(event: string, data: unknown, id: string): void;
  /** Ends it. */
  end(): void;
}

/** All open streams of server-sent events, https://html.spec.whatwg.org/multipage/server-sent-events.html. */
export class EventStreams {
  readonly #open = new Set<Response>();
  #closed = false;

  constructor(private readonly keepAliveMs = KEEP_ALIVE_MS) {}

  /** Begins an answer that is a stream; `onClose` is called once, whoever ends it. */
  open(response: Response, onClose: () => void): EventStream {
    response.status(200).set({ "content-type": "text/event-stream", "x-accel-buffering": "no" });
    response.write(`retry: ${RETRY_MS}\n\n`);
    const timer = setInterval(() => response.write(": still here\n\n"), this.keepAliveMs);
    this.#open.add(response);
    response.once("close", () => {
      clearInterval(timer);
      this.#open.delete(response);
      onClose();
    });
    if (this.#closed) sayGoodbye(response);
    return {
      send: (event, data, id) => {
        if (response.writableEnded || response.destroyed) return;
        response.write(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
        if (response.writableLength > MAX_WAITING_BYTES) response.destroy();
      },
      end: () => {
        if (!response.writableEnded) response.end();
      },
    };
  }

  /** Ends all in order, because the gateway is about to stop: their readers come back, to another one. */
  closeAll(): void {
    this.#closed = true;
    for (const response of this.#open) sayGoodbye(response);
  }
}

function sayGoodbye(response: Response): void {
  response.end(`: this gateway is stopping, come back\nretry: ${RETRY_MS}\n\n`);
}
