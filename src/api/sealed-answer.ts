import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/*
 * How an answer that holds a secret is kept to be given again: encrypted under what its request came with and what is stored
 * nowhere but as a hash, its Idempotency-Key and its credential. So the store does not give the secret away, and no other
 * credential of the tenant gets it, which may have narrower scopes.
 *
 *   base64 of: salt (16 bytes), nonce (12), tag (16), ciphertext of AES-256-GCM under HKDF-SHA-256 of the words
 */
const CIPHER = "aes-256-gcm";
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = SALT_BYTES + NONCE_BYTES + TAG_BYTES;

export function seal(text: string, words: readonly string[]): string {
  const salt = randomBytes(SALT_BYTES);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, keyOf(words, salt), nonce);
  const hidden = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([salt, nonce, cipher.getAuthTag(), hidden]).toString("base64");
}

/** Undefined with other words than it was sealed with. */
export function unseal(sealed: string, words: readonly string[]): string | undefined {
  const bytes = Buffer.from(sealed, "base64");
  const salt = bytes.subarray(0, SALT_BYTES);
  const nonce = bytes.subarray(SALT_BYTES, SALT_BYTES + NONCE_BYTES);
  const tag = bytes.subarray(SALT_BYTES + NONCE_BYTES, HEAD_BYTES);
  const decipher = createDecipheriv(CIPHER, keyOf(words, salt), nonce, {
    authTagLength: TAG_BYTES,
  }).setAuthTag(tag);
  try {
    const hidden = bytes.subarray(HEAD_BYTES);
    return Buffer.concat([decipher.update(hidden), decipher.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}

function keyOf(words: readonly string[], salt: Buffer): Buffer {
  return Buffer.from(hkdfSync("sha256", JSON.stringify(words), salt, "diarist kept answer", 32));
}
