/** Reaches what somebody else named, and nothing that is not theirs to reach. */
export type GuardedFetch = (url: string | URL, init?: GuardedRequest) => Promise<GuardedResponse>;

export interface GuardedRequest {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  signal?: AbortSignal;
}

/** Of fetch()'s Response what is used of it. Who does not read the body to its end cancels it. */
export interface GuardedResponse {
  status: number;
  ok: boolean;
  headers: { get: (name: string) => string | null };
  body: (AsyncIterable<Uint8Array> & { cancel: () => Promise<void> }) | null;
  text: () => Promise<string>;
}

/** What can be told of a URL before anybody goes there. */
export interface TargetPolicy {
  /** Why it will be refused whenever it is used; undefined where only its name's addresses will tell. */
  refusalOf: (url: string) => string | undefined;
}

/** A file on somebody else's server. */
export interface RemoteFiles {
  /**
   * Throws `source_forbidden_address`, `source_refused`, `source_too_large` and `source_unreachable`; so do the file's
   * bytes while they are read. Their messages hold nothing of the URL but its host: the rest may be a secret.
   */
  open: (url: string, signal: AbortSignal) => Promise<RemoteFile>;
}

export interface RemoteFile {
  /** As the server calls it. */
  contentType: string | undefined;
  /** To be read once. */
  bytes: AsyncIterable<Uint8Array>;
}
