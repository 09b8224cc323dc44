import type { Limits } from "../../domain/limits.js";
import type { Logger } from "../../logger.js";
import type { ApiKeyStore } from "../../storage/api-key-port.js";
import type { JobStore } from "../../storage/ports.js";
import type { TenantStore } from "../../storage/tenant-port.js";
import { AccessTokens, type OidcOptions } from "./access-tokens.js";
import { Access } from "./access.js";
import { Admission } from "./admission.js";
import { ApiKeys } from "./api-keys.js";
import type { AuditLog } from "./audit-log.js";
import { TenantLimits } from "./tenant-limits.js";

export interface CreateAccessOptions {
  open: boolean;
  oidc?: OidcOptions | undefined;
  allowedHosts: readonly string[];
  corsOrigins: readonly string[];
  /** Of tenants that have none of their own. */
  limits: Limits;
  apiKeys: ApiKeyStore;
  tenants: TenantStore;
  jobs: Pick<JobStore, "get" | "list">;
  audit: AuditLog;
  logger: Logger;
}

/** All that decides who may do what, put together. */
export function createAccess(options: CreateAccessOptions): Access {
  const { open, oidc, allowedHosts, corsOrigins, tenants, jobs, audit, logger } = options;
  const limits = new TenantLimits(tenants, options.limits);
  return new Access({
    ...{ open, allowedHosts, corsOrigins, limits, audit },
    keys: new ApiKeys({
      store: options.apiKeys,
      onLostUse: (err) => logger.warn({ err }, "the time of a key's last use was not written"),
    }),
    tokens: oidc && new AccessTokens(oidc),
    admission: new Admission({ store: tenants, jobs, limits }),
  });
}
