import type { Screen } from "./screen.js";
import { LiveProgressView } from "./live-progress.js";
import { PlainProgressView } from "./plain-progress.js";

/** How far one thing is. */
export interface Progress {
  /** One word or two: "uploading". */
  stage: string;
  /** From 0 to 1; absent where there is nothing to go by. */
  share?: number | undefined;
  /** The same in numbers: "12.4 / 40.1 MB". */
  figures?: string;
}

export type Mark = "done" | "incomplete" | "failed";

export interface ProgressRow {
  show: (progress: Progress) => void;
  /** The last that is said of it, which stays. */
  finish: (mark: Mark, text: string) => void;
  /** Nothing more is said of it. */
  drop: () => void;
}

export interface ProgressView {
  begin: (name: string) => ProgressRow;
  /** How many have not had their turn yet. */
  setWaiting: (count: number) => void;
  /** A line that stays, above what moves. */
  say: (line: string) => void;
  /** Runs `print` while nothing moves on the screen. */
  around: (print: () => void) => void;
  close: () => void;
}

/** Moving bars for a person at a terminal; else a line for each step. */
export function createProgressView(screen: Screen, isDumb: boolean): ProgressView {
  const moves = screen.stderr.isTTY && !isDumb && !screen.quiet;
  return moves ? new LiveProgressView(screen) : new PlainProgressView(screen);
}
