import { log } from "@temporalio/activity";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { DiaristError } from "../domain/errors.js";
import { inLargePieces } from "../domain/large-pieces.js";
import type { ObjectStore } from "../storage/ports.js";

const JSON_TYPE = "application/json";
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

/** A zod schema, as far as reading needs it. */
interface Schema<T> {
  parse(value: unknown): T;
}

export async function putJson(objects: ObjectStore, key: string, value: unknown): Promise<void> {
  await objects.put(key, JSON.stringify(value), { contentType: JSON_TYPE });
}

/**
 * Stores what a service was paid for: while a store is away it is kept and offered again, as long as the activity may last.
 * Another attempt of the activity would have it made again.
 */
export async function storePaid(store: () => Promise<unknown>, signal: AbortSignal): Promise<void> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    try {
      await store();
      return;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof DiaristError && error.code === "storage_unavailable")) throw error;
      log.warn("What a service answered is kept until it can be stored", { reason: error.message });
      await sleep(pauseMs, undefined, { signal });
    }
  }
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
