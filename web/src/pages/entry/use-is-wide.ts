import { useSyncExternalStore } from "react";

/** From here on note and transcript stand side by side; the stylesheets have the same number. */
const wide = window.matchMedia("(min-width: 72rem)");

const subscribe = (listener: () => void): (() => void) => {
  wide.addEventListener("change", listener);
  return () => wide.removeEventListener("change", listener);
};

export const useIsWide = (): boolean => useSyncExternalStore(subscribe, () => wide.matches);
