import type { Virtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";
import { usePlayer, usePosition } from "../player/player-context.js";
import { keepInView, onScrolledByHand } from "./follow.js";
import { lastBegun, type WordTimes } from "./word-times.js";
import { WordLight } from "./word-light.js";

export type RowScroller = Virtualizer<HTMLDivElement, HTMLLIElement>;

interface Reading {
  /** The text goes along with the voice: until its reader scrolls, and again when a moment is jumped to. */
  follows: boolean;
  follow: () => void;
}

/** Lights the words of the list as they are said, and keeps them in view. */
export function useReading(
  scroller: RefObject<HTMLDivElement | null>,
  rows: RowScroller,
  times: WordTimes,
): Reading {
  const player = usePlayer();
  const [follows, setFollows] = useState(true);
  const light = useRef<WordLight>(undefined);

  const show = (): void => {
    const word = lastBegun(times, player.seconds);
    const list = scroller.current;
    if (word === undefined || list === null) return;
    const element = list.querySelector<HTMLElement>(`[data-word="${word}"]`);
    if (element === null) rows.scrollToIndex(times.rows[word] ?? 0, { align: "start" });
    else keepInView(list, element);
  };
  const latestShow = useRef(show);
  useEffect(() => {
    latestShow.current = show;
  });

  useEffect(() => {
    const list = scroller.current;
    if (list === null) return undefined;
    light.current = new WordLight(list, times);
    light.current.moveTo(player);
    const stop = onScrolledByHand(list, () => setFollows(false));
    const onJump = (): void => {
      setFollows(true);
      latestShow.current();
    };
    player.audio.addEventListener("seeking", onJump);
    if (player.seconds > 0) onJump();
    return () => {
      stop();
      player.audio.removeEventListener("seeking", onJump);
      light.current?.putOut();
    };
  }, [scroller, times, player]);

  // Rows come and go while one scrolls; the lit word may be in one that has just come.
  useLayoutEffect(() => light.current?.refresh());

  usePosition(() => {
    if (light.current?.moveTo(player) === true && follows) show();
  });

  const follow = (): void => {
    setFollows(true);
    show();
  };
  return { follows, follow };
}
