import type { ApiKey, Scope } from "../../domain/access.js";
import { DiaristError } from "../../domain/errors.js";
import type { ApiKeyPage, ApiKeyStore, StoredApiKey } from "../../storage/api-key-port.js";
import { ExpiringCache } from "./expiring-cache.js";
import { isSecretOf, mintKey, parseKey } from "./key-text.js";
import type { Principal } from "./principal.js";

/** How long another gateway may go on taking a revoked key. */
const CACHE_MS = 10_000;
/** To tell a key in use from a forgotten one; oftener would be a write with each request. */
const MARK_USED_MS = 60_000;

export interface NewKey {
  tenantId: string;
  name: string;
  scopes: Scope[];
  /** ISO 8601 in UTC. */
  validUntil?: string | undefined;
}

export interface ApiKeysOptions {
  store: ApiKeyStore;
  /** Told when the time of a key's last use could not be written. */
  onLostUse?: (error: unknown) => void;
  now?: () => number;
}

/** The tenants' API keys: made, looked at, revoked, and recognised in requests. */
export class ApiKeys {
  readonly #store: ApiKeyStore;
  readonly #cache: ExpiringCache<StoredApiKey | undefined>;
  readonly #markedAt = new Map<string, number>();
  readonly #onLostUse: (error: unknown) => void;
  readonly #now: () => number;

  constructor({ store, onLostUse = () => undefined, now = Date.now }: ApiKeysOptions) {
    this.#store = store;
    this.#onLostUse = onLostUse;
    this.#now = now;
    this.#cache = new ExpiringCache((keyId) => store.find(keyId), CACHE_MS, now);
  }

  /** `text` is the only time that the secret is seen. */
  async create(wanted: NewKey): Promise<{ key: ApiKey; text: string }> {
    const { keyId, text, secretHash } = mintKey();
    const key: ApiKey = { keyId, ...wanted, createdAt: this.#time() };
    await this.#store.create({ ...key, secretHash });
    return { key, text };
  }

  list(tenantId: string, options: { limit: number; cursor?: string | undefined }): Promise<ApiKeyPage> {
    return this.#store.list(tenantId, options);
  }

  /** At once here, within ten seconds at other gateways. Throws `key_not_found`. */
  async revoke(tenantId: string, keyId: string): Promise<ApiKey> {
    const key = await this.#store.revoke(tenantId, keyId, this.#time());
    if (key === undefined) throw new DiaristError("key_not_found", `There is no API key ${keyId}.`);
    this.#cache.forget(keyId);
    return key;
  }

  /** Whose key this is. Throws `invalid_credentials` and `credentials_expired`. */
  async recognise(text: string): Promise<Principal> {
    const parsed = parseKey(text);
    const key = parsed && (await this.#cache.get(parsed.keyId));
    if (key === undefined || !isSecretOf(parsed?.secret ?? "", key.secretHash))
      throw new DiaristError("invalid_credentials", "That is no API key of this service.");
    const { keyId, tenantId, scopes, validUntil, revokedAt } = key;
    if (revokedAt !== undefined)
      throw new DiaristError("invalid_credentials", `The API key ${keyId} was revoked.`);
    if (validUntil !== undefined && Date.parse(validUntil) <= this.#now())
      throw new DiaristError("credentials_expired", `The API key ${keyId} was valid until ${validUntil}.`);
    this.#markUsed(keyId);
    return { tenantId, scopes, actor: `key:${keyId}` };
  }

  /** No request waits for it. */
  #markUsed(keyId: string): void {
    const now = this.#now();
    const before = this.#markedAt.get(keyId);
    if (before !== undefined && now - before < MARK_USED_MS) return;
    this.#markedAt.set(keyId, now);
    const unlessAfter = new Date(now - MARK_USED_MS).toISOString();
    this.#store.markUsed(keyId, this.#time(), unlessAfter).catch(this.#onLostUse);
  }

  #time(): string {
    return new Date(this.#now()).toISOString();
  }
}
