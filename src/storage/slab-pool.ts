/** Small enough that a short recording takes little, large enough that a long one is not shredded. */
export const SLAB_BYTES = 1024 ** 2;

/**
 * The memory through which uploads pass, in slabs that are used again: a gateway that takes uploads all day allocates
 * nothing for them. Each holder may have `ownSlabs` at any time, so that none waits for another; beyond that there are
 * slabs for as long as fewer than `budgetSlabs` are taken in all.
 */
export class SlabPool {
  readonly #free: Buffer[] = [];
  #taken = 0;

  constructor(
    private readonly budgetSlabs: number,
    private readonly ownSlabs: number,
  ) {}

  /** A slab, with whatever it held before, for someone who holds `held`; undefined when memory is short. */
  take(held: number): Buffer | undefined {
    if (held >= this.ownSlabs && this.#taken >= this.budgetSlabs) return undefined;
    this.#taken += 1;
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(SLAB_BYTES);
  }

  give(slabs: readonly Buffer[]): void {
    this.#taken -= slabs.length;
    for (const slab of slabs) if (this.#free.length < this.budgetSlabs) this.#free.push(slab);
  }
}
