/** Beyond it the oldest go: whoever tries ids at random must not fill the memory. */
const MAX_ENTRIES = 10_000;

/**
 * Remembers what was looked up for a short while, so that not every request costs a read; those that ask for the same at
 * the same moment share one. A failure is not remembered.
 */
export class ExpiringCache<T> {
  readonly #entries = new Map<string, { until: number; value: Promise<T> }>();

  constructor(
    private readonly lookUp: (key: string) => Promise<T>,
    private readonly lifetimeMs: number,
    private readonly now: () => number = Date.now,
  ) {}

  get(key: string): Promise<T> {
    const known = this.#entries.get(key);
    if (known !== undefined && this.now() < known.until) return known.value;
    const value = this.lookUp(key);
    const entry = { until: this.now() + this.lifetimeMs, value };
    value.catch(() => {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
    });
    // Behind all others, where the youngest are.
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    this.#makeRoom();
    return value;
  }

  forget(key: string): void {
    this.#entries.delete(key);
  }

  #makeRoom(): void {
    for (const [key] of this.#entries) {
      if (this.#entries.size <= MAX_ENTRIES) return;
      this.#entries.delete(key);
    }
  }
}
