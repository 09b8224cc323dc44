import { createAuditLog } from "../../api/access/audit-log.js";
import { ApiKeys } from "../../api/access/api-keys.js";
import { jobStoreOf, readConfig } from "../../config.js";
import { DynamoApiKeyStore } from "../../storage/dynamo-api-key-store.js";
import { DynamoTenantStore } from "../../storage/dynamo-tenant-store.js";
import type { KeyDesk } from "../key-desk.js";

/* `diarist keys …`: keys and limits, by whoever may write to the table. */
const PAGE_SIZE = 100;
const OPERATOR = "operator";
const STANDARD_ERROR = 2;

export function openKeyDesk(): KeyDesk {
  const config = readConfig();
  const table = jobStoreOf(config);
  const keys = new ApiKeys({ store: new DynamoApiKeyStore(table) });
  const tenants = new DynamoTenantStore(table);
  const audit = createAuditLog(config.access.auditLog ?? STANDARD_ERROR);
  return {
    create: async (wanted) => {
      const made = await keys.create(wanted);
      const { tenantId, keyId } = made.key;
      audit.record({ action: "key.created", actor: OPERATOR, tenantId, keyId });
      return made;
    },
    async *list(tenantId) {
      let cursor: string | undefined;
      do {
        const page = await keys.list(tenantId, { limit: PAGE_SIZE, cursor });
        yield* page.keys;
        cursor = page.nextCursor;
      } while (cursor !== undefined);
    },
    revoke: async (tenantId, keyId) => {
      await keys.revoke(tenantId, keyId);
      audit.record({ action: "key.revoked", actor: OPERATOR, tenantId, keyId });
    },
    limits: (tenantId) => tenants.limits(tenantId),
    setLimits: async (tenantId, change) => {
      await tenants.setLimits(tenantId, change);
      audit.record({ action: "limits.changed", actor: OPERATOR, tenantId });
    },
  };
}
