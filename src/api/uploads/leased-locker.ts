import { ERRORS, MemoryLocker, type Lock, type Locker, type RequestRelease } from "@tus/server";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { IdempotencyStore } from "../../storage/ports.js";

// How long a dead gateway's lock stands. A live one prolongs it three times as often.
const LEASE_MS = 15_000;
const RETRY_MS = 200;
/** Below the half minute that clients and load balancers wait for an answer. */
const PATIENCE_MS = 20_000;

/**
 * One request at a time per upload, in this gateway and among all gateways: within the process tus asks the holder to let
 * go, beyond it a lease in the job store stands for the lock.
 */
export class LeasedLocker implements Locker {
  readonly #local = new MemoryLocker({ acquireLockTimeout: PATIENCE_MS });

  constructor(private readonly leases: Pick<IdempotencyStore, "claim" | "release">) {}

  newLock(id: string): Lock {
    const local = this.#local.newLock(id);
    const lease = new Lease(this.leases, id);
    return {
      lock: async (signal: AbortSignal, requestRelease: RequestRelease) => {
        await local.lock(signal, requestRelease);
        try {
          await lease.take(signal);
        } catch (error) {
          await local.unlock();
          throw error;
        }
      },
      unlock: async () => {
        try {
          await lease.end();
        } finally {
          await local.unlock();
        }
      },
    };
  }
}

class Lease {
  readonly #holder = randomUUID();
  readonly #tenantId: string;
  #renewal: NodeJS.Timeout | undefined;

  constructor(
    private readonly leases: Pick<IdempotencyStore, "claim" | "release">,
    private readonly id: string,
  ) {
    this.#tenantId = id.split("/", 1)[0] ?? "";
  }

  async take(signal: AbortSignal): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    while (!(await this.#claim())) {
      // tus' own errors are plain objects.
      // eslint-disable-next-line @typescript-eslint/only-throw-error
      if (signal.aborted || performance.now() > deadline) throw ERRORS.ERR_LOCK_TIMEOUT;
      await sleep(RETRY_MS);
    }
    this.#renewal = setInterval(() => {
      // Where the store is away nobody else can take it either.
      this.#claim().catch(() => undefined);
    }, LEASE_MS / 3);
  }

  async end(): Promise<void> {
    clearInterval(this.#renewal);
    // It runs out by itself.
    await this.leases.release(this.#tenantId, this.#key, this.#holder).catch(() => undefined);
  }

  async #claim(): Promise<boolean> {
    const lease = { holder: this.#holder, proposedId: this.#holder, leaseMs: LEASE_MS };
    return (await this.leases.claim(this.#tenantId, this.#key, lease)).state === "claimed";
  }

  /** No client can send such an Idempotency-Key: it is longer than those may be. */
  get #key(): string {
    return `${this.id} ${"lock".padEnd(256)}`;
  }
}
