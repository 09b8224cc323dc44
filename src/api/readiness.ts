/** One thing without which the service cannot do its work. */
export interface Dependency {
  name: string;
  /** Throws with the reason why it cannot be used. */
  check: () => Promise<void>;
}

export interface ReadinessReport {
  ready: boolean;
  dependencies: Record<string, { ready: boolean; reason?: string }>;
}

const CHECK_TIMEOUT_MS = 3_000;
/** Whoever polls, and however many: each dependency is asked once a second at most. */
const CACHE_MS = 1_000;

const STOPPING: ReadinessReport = {
  ready: false,
  dependencies: { gateway: { ready: false, reason: "it is stopping" } },
};

/** Asks all dependencies at once and remembers the answer for a second. */
export class Readiness {
  #stopping = false;
  #latest: { at: number; report: Promise<ReadinessReport> } | undefined;

  constructor(private readonly dependencies: readonly Dependency[]) {}

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
    if (this.#latest === undefined || now - this.#latest.at >= CACHE_MS)
      this.#latest = { at: now, report: this.#ask() };
    return this.#latest.report;
  }

  async #ask(): Promise<ReadinessReport> {
    const answers = await Promise.all(
      this.dependencies.map(async ({ name, check }) => {
        const reason = await whyNotReady(check);
        return [name, reason === undefined ? { ready: true } : { ready: false, reason }] as const;
      }),
    );
    return { ready: answers.every(([, { ready }]) => ready), dependencies: Object.fromEntries(answers) };
  }
}

async function whyNotReady(check: () => Promise<void>): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${CHECK_TIMEOUT_MS} ms`)), CHECK_TIMEOUT_MS);
  });
  try {
    await Promise.race([check(), timeout]);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    clearTimeout(timer);
  }
}
