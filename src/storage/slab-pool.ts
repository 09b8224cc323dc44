/** Small enough that a short recording takes little, large enough that a long one is not shredded. */
export const SLAB_BYTES = 1024 ** 2;

/** One upload's memory: all slabs that it holds, also those on their way. */
export interface SlabShare {
  /** A slab, with whatever it held before; undefined when memory is short. */
  take: () => Buffer | undefined;
  give: (slabs: readonly Buffer[]) => void;
}

/**
 * The memory through which uploads pass, in slabs that are used again: a gateway that takes uploads all day allocates
 * nothing for them. Each upload may have `ownSlabs` at any time, so that none waits for another; beyond that there are
 * slabs for as long as fewer than `budgetSlabs` are taken in all.
 */
export class SlabPool {
  readonly #free: Buffer[] = [];
  #taken = 0;

  constructor(
    private readonly budgetSlabs: number,
    private readonly ownSlabs: number,
  ) {}

  share(): SlabShare {
    let held = 0;
    return {
      take: () => {
        if (held >= this.ownSlabs && this.#taken >= this.budgetSlabs) return undefined;
        held += 1;
        this.#taken += 1;
        return this.#free.pop() ?? Buffer.allocUnsafeSlow(SLAB_BYTES);
      },
      give: (slabs) => {
        held -= slabs.length;
        this.#taken -= slabs.length;
        for (const slab of slabs) if (this.#free.length < this.budgetSlabs) this.#free.push(slab);
      },
    };
  }
}
