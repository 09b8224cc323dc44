export interface ServerEvent {
  id: string;
  event: string;
  // Whatever the event holds; tests say what they expect.
  data: Record<string, unknown>;
}

/** Reads a stream of server-sent events as a stranger's client would. */
export class EventReader {
  readonly events: ServerEvent[] = [];
  comments = 0;
  retryMs: number | undefined;
  readonly ended: Promise<void>;
  readonly #controller = new AbortController();

  constructor(
    url: string,
    readonly headers: Record<string, string> = {},
  ) {
    this.ended = this.#read(url);
  }

  /** Of all events of a kind. */
  data(event: string): Record<string, unknown>[] {
    return this.events.filter((each) => each.event === event).map(({ data }) => data);
  }

  close(): void {
    this.#controller.abort();
  }

  async #read(url: string): Promise<void> {
    let text = "";
    try {
      const response = await fetch(url, { headers: this.headers, signal: this.#controller.signal });
      if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
      for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        const blocks = text.split("\n\n");
        text = blocks.pop() ?? "";
        for (const block of blocks) this.#take(block.split("\n"));
      }
    } catch (error) {
      if (!this.#controller.signal.aborted) throw error;
    }
  }

  #take(lines: string[]): void {
    const value = (name: string) =>
      lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
    this.comments += lines.filter((line) => line.startsWith(":")).length;
    if (value("retry") !== undefined) this.retryMs = Number(value("retry"));
    const data = value("data");
    if (data === undefined) return;
    const parsed = JSON.parse(data) as ServerEvent["data"];
    this.events.push({ id: value("id") ?? "", event: value("event") ?? "message", data: parsed });
  }
}
