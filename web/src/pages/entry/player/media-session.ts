import type { Mark } from "./marks.js";
import type { Player } from "./player.js";
import { SKIP_SECONDS } from "./skip.js";

/** So far into a chapter "previous" leads to its beginning, as in every player. */
const BEGINNING_SECONDS = 3;

/** Headphones, lock screens and keyboards with media keys play the entry too. */
export function startMediaSession(player: Player, title: string, chapters: readonly Mark[]): () => void {
  if (!("mediaSession" in navigator)) return () => undefined;
  const { mediaSession } = navigator;
  const artwork = [192, 512].map((size) => ({
    src: `/icon-${size}.png`,
    sizes: `${size}x${size}`,
    type: "image/png",
  }));
  mediaSession.metadata = new MediaMetadata({ title, album: "Diarist", artwork });
  const handlers: [MediaSessionAction, MediaSessionActionHandler][] = [
    ["play", () => player.play()],
    ["pause", () => player.pause()],
    ["seekbackward", ({ seekOffset = SKIP_SECONDS }) => player.seek(player.seconds - seekOffset)],
    ["seekforward", ({ seekOffset = SKIP_SECONDS }) => player.seek(player.seconds + seekOffset)],
    ["seekto", ({ seekTime }) => seekTime !== undefined && player.seek(seekTime)],
    ["previoustrack", () => player.seek(chapterBefore(chapters, player.seconds))],
    ["nexttrack", () => player.seek(chapterAfter(chapters, player.seconds) ?? player.seconds)],
  ];
  for (const [action, handler] of handlers) setHandler(action, handler);
  const tellPosition = (): void => {
    const { durationSeconds, rate } = player.getState();
    if (durationSeconds === undefined) return;
    const position = Math.min(player.seconds, durationSeconds);
    mediaSession.setPositionState({ duration: durationSeconds, playbackRate: rate, position });
  };
  const stop = player.subscribe(tellPosition);
  player.audio.addEventListener("seeked", tellPosition);
  return () => {
    stop();
    player.audio.removeEventListener("seeked", tellPosition);
    for (const [action] of handlers) setHandler(action, null);
    mediaSession.metadata = null;
  };
}

export function chapterBefore(chapters: readonly Mark[], seconds: number): number {
  return chapters.findLast(({ start }) => start < seconds - BEGINNING_SECONDS)?.start ?? 0;
}

export function chapterAfter(chapters: readonly Mark[], seconds: number): number | undefined {
  return chapters.find(({ start }) => start > seconds + 0.1)?.start;
}

/** Browsers throw at actions that they do not know. */
function setHandler(action: MediaSessionAction, handler: MediaSessionActionHandler | null): void {
  try {
    navigator.mediaSession.setActionHandler(action, handler);
  } catch {
    // Then there is no such key either.
  }
}
