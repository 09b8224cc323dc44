/*
 * A browser opens six connections to one host, however many windows it has, and a stream of events keeps one for itself. So
 * that uploads and questions get through, all windows together have a few places for streams; whoever finds none waits for one.
 */
const SLOTS = ["diarist-live-1", "diarist-live-2", "diarist-live-3"];

/** Calls `use` once there is a place, which is held until `ending`. */
export function takeSlot(ending: AbortSignal, use: () => void): void {
  if (!window.isSecureContext) {
    use();
    return;
  }
  const taken = new AbortController();
  for (const slot of SLOTS)
    navigator.locks
      .request(slot, { signal: AbortSignal.any([ending, taken.signal]) }, async () => {
        if (taken.signal.aborted || ending.aborted) return;
        taken.abort();
        use();
        await new Promise((resolve) => ending.addEventListener("abort", resolve, { once: true }));
      })
      // Of the places that are no longer waited for.
      .catch(() => undefined);
}
