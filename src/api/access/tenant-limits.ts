import { limitsFor, type Limits, type OwnLimits } from "../../domain/limits.js";
import type { TenantStore } from "../../storage/tenant-port.js";
import { ExpiringCache } from "./expiring-cache.js";

const CACHE_MS = 10_000;

/** The limits of each tenant: its own where it has some, else those that hold for all. A change tells within ten seconds. */
export class TenantLimits {
  readonly #own: ExpiringCache<OwnLimits>;

  constructor(
    store: Pick<TenantStore, "limits">,
    private readonly common: Limits,
  ) {
    this.#own = new ExpiringCache((tenantId) => store.limits(tenantId), CACHE_MS);
  }

  async of(tenantId: string): Promise<Limits> {
    return limitsFor(await this.#own.get(tenantId), this.common);
  }
}
