import { createWriteStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CliError } from "../exit.js";
import { ConnectionError } from "./api-error.js";
import { reasonOf } from "./client.js";

/** An answer that may be larger than the memory. */
export interface Body {
  response: Response;
  server: string;
  signal: AbortSignal;
  onBytes: (count: number) => void;
}

/** Whole or not at all: what broke off leaves no file. Throws ConnectionError, and CliError where it cannot be written. */
export async function saveBody(body: Body, path: string): Promise<void> {
  const partial = `${path}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await pipeline(chunksOf(body), createWriteStream(partial), { signal: body.signal });
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    if (error instanceof CliError || body.signal.aborted) throw error;
    throw new CliError(`\`${path}\` cannot be written: ${reasonOf(error)}.`);
  }
}

export async function sendBody(body: Body, to: Writable): Promise<void> {
  await pipeline(chunksOf(body), to, { end: false, signal: body.signal });
}

async function* chunksOf({ response, server, onBytes }: Body): AsyncGenerator<Uint8Array> {
  const body: AsyncIterable<Uint8Array> | null = response.body;
  if (body === null) return;
  try {
    for await (const bytes of body) {
      onBytes(bytes.length);
      yield bytes;
    }
  } catch (error) {
    throw new ConnectionError(server, `the answer broke off: ${reasonOf(error)}`);
  }
}
