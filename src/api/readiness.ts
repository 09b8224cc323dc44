/** One thing without which the service cannot do its work. */
export interface Dependency {
  name: string;
  /** Throws where it cannot be used: `NotReady`, or anything else, of which a word is told. */
  check: () => Promise<void>;
  /** A sentence that says what to do where the check fails and has no better one. */
  remedy?: string;
}

/** Why something cannot be used. Everyone may read it, so it holds no address, name or key of ours. */
export class NotReady extends Error {
  constructor(
    readonly reason: string,
    readonly remedy?: string,
    options?: ErrorOptions,
  ) {
    super(reason, options);
  }
}

export interface DependencyState {
  ready: boolean;
  reason?: string;
  remedy?: string;
}

export interface ReadinessReport {
  ready: boolean;
  dependencies: Record<string, DependencyState>;
}

const CHECK_TIMEOUT_MS = 3_000;
/** Whoever polls, and however many: each dependency is asked once a second at most. */
const CACHE_MS = 1_000;

const STOPPING: ReadinessReport = {
  ready: false,
  dependencies: { gateway: { ready: false, reason: "it is stopping" } },
};

/** Told of a dependency that cannot be used any more (with the error) or can be used again. */
export type OnChange = (name: string, error: unknown) => void;

/** Asks all dependencies at once and remembers the answer for a second. */
export class Readiness {
  #stopping = false;
  #latest: { at: number; report: Promise<ReadinessReport> } | undefined;
  readonly #failing = new Set<string>();

  constructor(
    private readonly dependencies: readonly Dependency[],
    private readonly onChange: OnChange = () => undefined,
    private readonly cacheMs = CACHE_MS,
  ) {}

  /** From now on the gateway is not ready, whatever else is: whoever sends it requests is to send them elsewhere. */
  stop(): void {
    this.#stopping = true;
  }

  async report(): Promise<ReadinessReport> {
    const report = await this.#recent();
    return this.#stopping ? STOPPING : report;
  }

  #recent(): Promise<ReadinessReport> {
    if (this.#stopping) return Promise.resolve(STOPPING);
    const now = Date.now();
    if (this.#latest === undefined || now - this.#latest.at >= this.cacheMs)
      this.#latest = { at: now, report: this.#ask() };
    return this.#latest.report;
  }

  async #ask(): Promise<ReadinessReport> {
    const answers = await Promise.all(
      this.dependencies.map(
        async (dependency) => [dependency.name, await this.#stateOf(dependency)] as const,
      ),
    );
    return { ready: answers.every(([, { ready }]) => ready), dependencies: Object.fromEntries(answers) };
  }

  async #stateOf({ name, check, remedy }: Dependency): Promise<DependencyState> {
    try {
      await inTime(check);
    } catch (error) {
      if (!this.#failing.has(name)) this.onChange(name, error);
      this.#failing.add(name);
      const failure = error instanceof NotReady ? error : new NotReady(wordFor(error));
      const toDo = failure.remedy ?? remedy;
      return { ready: false, reason: failure.reason, ...(toDo !== undefined && { remedy: toDo }) };
    }
    if (this.#failing.delete(name)) this.onChange(name, undefined);
    return { ready: true };
  }
}

async function inTime(check: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NotReady("it does not answer in time")), CHECK_TIMEOUT_MS);
  });
  try {
    await Promise.race([check(), timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** Messages name hosts, tables and buckets; what went wrong at the bottom has a name that does not. */
function wordFor(error: unknown): string {
  let word: string | undefined;
  for (let at = error; at instanceof Error; at = at.cause)
    word = "code" in at && typeof at.code === "string" ? at.code : at.name === "Error" ? word : at.name;
  return word === undefined ? "it does not answer" : `it does not answer as it should (${word})`;
}
