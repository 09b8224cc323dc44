import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { ChecksumMismatch } from "./errors.mjs";

export async function digestOf(file, algorithm = "sha256", encoding = "hex") {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  return hash.digest(encoding);
}

/** Throws ChecksumMismatch unless the file's sha256 is the one expected. */
export async function verifySha256(file, expected, what) {
  const actual = await digestOf(file);
  if (actual !== expected)
    throw new ChecksumMismatch(
      `${what} has the sha256 ${actual}, but ${expected} is pinned; it was thrown away`,
    );
}
