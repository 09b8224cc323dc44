/** What this browser's pages, and its service worker, tell each other of the outbox that they share. */
export type OutboxNews =
  /** Something was added, sent, refused or discarded: look into the database. */
  { kind: "changed" } | ({ kind: "progress"; id: string } & SendingState);

export interface SendingState {
  sending: boolean;
  sentBytes: number;
  /** What the service said when it last put it off. */
  putOff: string | undefined;
}

const CHANNEL = "diarist-outbox";

/** Tells all others; nobody hears what they said themselves. */
export class OutboxChannel {
  readonly #channel = new BroadcastChannel(CHANNEL);

  constructor(listener: (news: OutboxNews) => void = () => undefined) {
    this.#channel.addEventListener("message", ({ data }: MessageEvent<OutboxNews>) => listener(data));
  }

  tell(news: OutboxNews): void {
    this.#channel.postMessage(news);
  }
}
