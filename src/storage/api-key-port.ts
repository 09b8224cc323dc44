import type { ApiKey } from "../domain/access.js";

/** A key as it is stored: with the hash of its secret, never the secret. */
export interface StoredApiKey extends ApiKey {
  /** SHA-256, in hex. */
  secretHash: string;
}

export interface ApiKeyPage {
  keys: ApiKey[];
  /** Opaque; absent on the last page. */
  nextCursor?: string;
}

/** API keys. Throws DiaristError `storage_unavailable` when the store cannot be reached. */
export interface ApiKeyStore {
  create(key: StoredApiKey): Promise<void>;
  /** Of whichever tenant: this is how a request's tenant is found. */
  find(keyId: string): Promise<StoredApiKey | undefined>;
  /** The tenant's own, newest first, revoked ones too. */
  list(tenantId: string, options: { limit: number; cursor?: string | undefined }): Promise<ApiKeyPage>;
  /** Gives back the key as it then is, or undefined where the tenant has none of that id. The first time stays. */
  revoke(tenantId: string, keyId: string, at: string): Promise<ApiKey | undefined>;
  /** Does nothing where it was used after `unlessAfter` already, or where it is gone. */
  markUsed(keyId: string, at: string, unlessAfter: string): Promise<void>;
}
