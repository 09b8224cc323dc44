/*
 * Locks between this browser's pages. A page that comes over plain HTTP from another machine has none; it then works as if
 * it were the only one.
 */

/** Holds the lock, once it has it, for as long as the page lives. */
export async function holdForGood(name: string, then: () => void): Promise<void> {
  if (!window.isSecureContext) {
    then();
    return;
  }
  await navigator.locks.request(name, () => {
    then();
    return new Promise<never>(() => undefined);
  });
}

/** Holds the lock until the function that it gives is called. */
export function hold(name: string): () => void {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  if (window.isSecureContext) void navigator.locks.request(name, () => promise);
  return () => resolve(undefined);
}

/** Does the work unless another page holds the lock. */
export async function withLockIfFree(name: string, work: () => Promise<void>): Promise<void> {
  if (window.isSecureContext)
    await navigator.locks.request(name, { ifAvailable: true }, (lock) =>
      lock === null ? undefined : work(),
    );
  else await work();
}
