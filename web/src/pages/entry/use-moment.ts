import { useEffect } from "react";
import { useSearch } from "wouter";
import { usePlayer } from "./player/player-context.js";

/** The second that the address names (`?t=12.3`); undefined where it names none. */
export function useAskedMoment(): number | undefined {
  const text = new URLSearchParams(useSearch()).get("t");
  const seconds = Number(text);
  return text === null || text === "" || !Number.isFinite(seconds) || seconds < 0 ? undefined : seconds;
}

/** Puts the player where the address points: it does not begin by itself to speak. */
export function useOpenAt(seconds: number | undefined): void {
  const player = usePlayer();
  useEffect(() => {
    if (seconds !== undefined) player.seek(seconds);
  }, [player, seconds]);
}
