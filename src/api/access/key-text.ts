import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/*
 * A key's text is `dk_<id>_<secret>`: a prefix by which secret scanners and people know it, a public id by which it is
 * looked up and talked about, and 32 random bytes. Stored is the secret's plain SHA-256: there is nothing to guess about
 * 256 random bits, so the slow, salted hash that a password needs would only cost time with each request.
 */
const PREFIX = "dk_";
const ID_BYTES = 9;
const ID_LENGTH = 13;
const SECRET_BYTES = 32;
const SECRET_LENGTH = 43;
const PATTERN = new RegExp(`^${PREFIX}([0-9A-Za-z]{${ID_LENGTH}})_([0-9A-Za-z]{${SECRET_LENGTH}})$`);
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

export interface MintedKey {
  keyId: string;
  /** What the caller gets, this once. */
  text: string;
  secretHash: string;
}

export function mintKey(): MintedKey {
  const keyId = base62(randomBytes(ID_BYTES), ID_LENGTH);
  const secret = base62(randomBytes(SECRET_BYTES), SECRET_LENGTH);
  return { keyId, text: `${PREFIX}${keyId}_${secret}`, secretHash: hashOf(secret).toString("hex") };
}

/** Whether a credential means to be one of our keys. */
export function looksLikeKey(credential: string): boolean {
  return credential.startsWith(PREFIX);
}

/** Undefined where the text cannot be a key. */
export function parseKey(text: string): { keyId: string; secret: string } | undefined {
  const [, keyId, secret] = PATTERN.exec(text) ?? [];
  return keyId === undefined || secret === undefined ? undefined : { keyId, secret };
}

/** In constant time. */
export function isSecretOf(secret: string, secretHash: string): boolean {
  const [given, stored] = [hashOf(secret), Buffer.from(secretHash, "hex")];
  return given.length === stored.length && timingSafeEqual(given, stored);
}

function hashOf(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

/** Of a fixed length, so that nothing about the bytes shows in it. */
function base62(bytes: Buffer, length: number): string {
  let rest = BigInt(`0x${bytes.toString("hex")}`);
  let text = "";
  for (let index = 0; index < length; index += 1) {
    text = `${DIGITS[Number(rest % 62n)] ?? ""}${text}`;
    rest /= 62n;
  }
  return text;
}
