import type { Transcript } from "../../../api/results.js";
import type { Mark } from "./marks.js";
import { chapterAfter, chapterBefore } from "./media-session.js";
import { usePlayer } from "./player-context.js";
import { useShortcuts } from "./shortcuts.js";
import { SKIP_SECONDS } from "./skip.js";

/** So near to a sentence's start one is still at it, and goes to the one before. */
const AT_START_SECONDS = 1;

/** The keys that play, wherever on the page the focus is. */
export function usePlayerKeys(
  chapters: readonly Mark[],
  transcript: Transcript | undefined,
  onHelp: () => void,
): void {
  const player = usePlayer();
  const { segments = [] } = transcript ?? {};
  const go = (seconds: number | undefined): void => {
    if (seconds !== undefined) player.seek(seconds);
  };
  useShortcuts({
    toggle: () => player.toggle(),
    back: () => go(player.seconds - SKIP_SECONDS),
    forward: () => go(player.seconds + SKIP_SECONDS),
    sentenceBefore: () =>
      go(segments.findLast(({ start }) => start < player.seconds - AT_START_SECONDS)?.start ?? 0),
    sentenceAfter: () => go(segments.find(({ start }) => start > player.seconds + 0.01)?.start),
    chapterBefore: () => go(chapterBefore(chapters, player.seconds)),
    chapterAfter: () => go(chapterAfter(chapters, player.seconds)),
    slower: () => player.changeRate(-1),
    faster: () => player.changeRate(1),
    help: onHelp,
  });
}
