import { Readable } from "node:stream";
import { DiaristError } from "../domain/errors.js";
import { inLargePieces } from "../domain/large-pieces.js";
import type { ObjectStore } from "../storage/ports.js";

const JSON_TYPE = "application/json";

/** A zod schema, as far as reading needs it. */
interface Schema<T> {
  parse(value: unknown): T;
}

export async function putJson(objects: ObjectStore, key: string, value: unknown): Promise<void> {
  await objects.put(key, JSON.stringify(value), { contentType: JSON_TYPE });
}

/** Stores JSON that comes in pieces of any length. */
export async function putJsonStream(
  objects: ObjectStore,
  key: string,
  json: Iterable<string>,
): Promise<void> {
  await objects.putStream(key, Readable.from(inLargePieces(json)), { contentType: JSON_TYPE });
}

/** Reads and checks a JSON object of ours; undefined where there is none. */
export async function findJson<T>(
  objects: ObjectStore,
  key: string,
  schema: Schema<T>,
): Promise<T | undefined> {
  const body = await objects.get(key);
  return body === undefined ? undefined : schema.parse(JSON.parse(body.toString("utf8")));
}

/** Reads a JSON object that an earlier step wrote; throws `internal_error` where it is gone. */
export async function readJson<T>(objects: ObjectStore, key: string, schema: Schema<T>): Promise<T> {
  const value = await findJson(objects, key, schema);
  if (value === undefined) throw new DiaristError("internal_error", `The stored object ${key} is gone`);
  return value;
}
