import { useSyncExternalStore } from "react";

/** What the last answer showed: all is well, it asks for a key, or nobody answers. */
export type Reach = "open" | "locked" | "away";

let reach: Reach = "open";
const listeners = new Set<() => void>();

export const currentReach = (): Reach => reach;

/** Call with the status of each answer of the service. */
export function heard(status: number): void {
  if (status === 401) set("locked");
  // While it asks for a key it still answers what is public.
  else if (reach === "away") set("open");
}

export const heardNothing = (): void => set("away");

/** The key was taken. */
export const unlocked = (): void => set("open");

export const useReach = (): Reach => useSyncExternalStore(subscribe, currentReach);

function set(next: Reach): void {
  if (next === reach) return;
  reach = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
