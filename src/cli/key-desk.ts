import type { z } from "zod";
import type { newKeySchema, ownLimitsSchema, toKeyAnswer } from "../contracts/http/key.js";

export type NewKey = Omit<z.output<typeof newKeySchema>, "expiresAt"> & {
  tenantId: string;
  validUntil?: string | undefined;
};
export type Key = Parameters<typeof toKeyAnswer>[0];
export type OwnLimits = z.output<typeof ownLimitsSchema>;

/** What the commands work with: the store itself, for the first key cannot be asked for with a key. */
export interface KeyDesk {
  create(key: NewKey): Promise<{ key: Key; text: string }>;
  list(tenantId: string): AsyncIterable<Key>;
  revoke(tenantId: string, keyId: string): Promise<void>;
  limits(tenantId: string): Promise<OwnLimits>;
  setLimits(tenantId: string, change: OwnLimits): Promise<void>;
}
