import { DiaristError } from "../domain/errors.js";

/** Where a store is and how stubbornly it is asked. */
export interface StoreEndpoint {
  /** Undefined: Amazon's own. */
  endpoint: string | undefined;
  region: string;
  /** Undefined: the AWS SDK's usual chain. */
  credentials?: { accessKeyId: string; secretAccessKey: string };
  /** How often one request is tried: once by default, because Temporal retries activities. The gateway asks for more. */
  attempts?: number;
}

/** Every failure is thrown; the SDK would write some of them to the console as well. */
const ignore = (): void => undefined;
const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** What the S3 and the DynamoDB client are both built from. */
export function clientConfig(options: StoreEndpoint) {
  const { endpoint, region, credentials, attempts = 1 } = options;
  return {
    region,
    maxAttempts: attempts,
    logger: silent,
    // The SDK waits for ever by itself. Two minutes without a byte also covers the slow joining of a large upload's parts.
    requestHandler: { connectionTimeout: 5_000, socketTimeout: 120_000 },
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
  };
}

/** Runs one request; every failure of it becomes a DiaristError `storage_unavailable` that says what was tried and where. */
export async function asking<T>(what: string, request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    throw storageError(what, error);
  }
}

export function storageError(what: string, error: unknown): DiaristError {
  if (error instanceof DiaristError) return error;
  return new DiaristError("storage_unavailable", `${what} failed: ${reasonOf(error)}`, { cause: error });
}

/** The name under which AWS documents an error, e.g. `NoSuchKey`. */
export function errorName(error: unknown): string | undefined {
  return error instanceof Error ? error.name : undefined;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Where a host name has several addresses, Node's error has a code and no message.
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  return error.message === "" ? code : `${error.message} (${code})`;
}
