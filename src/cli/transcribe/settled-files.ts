import { stat } from "node:fs/promises";
import { filesBelow, isRecording, type Recording } from "./recording.js";
import type { FileMark } from "./watch-record.js";

/** A file that stayed the same for so long is taken to be whole. */
const SETTLED_MS = 3_000;

export interface SettledFile {
  recording: Recording;
  mark: FileMark;
}

interface Seen {
  mark: FileMark;
  /** By the clock of this machine; the files' own times may be another's. */
  sinceMs: number;
  isRecording?: boolean;
}

/** Looks at a folder again and again: one on another machine tells nobody of its changes. */
export class SettledFiles {
  #seen = new Map<string, Seen>();

  constructor(private readonly folder: string) {}

  /** The recordings there that have stopped growing. `nowMs` only ever goes on. */
  async look(nowMs: number = performance.now()): Promise<SettledFile[]> {
    const settled: SettledFile[] = [];
    const seen = new Map<string, Seen>();
    for (const recording of await filesBelow(this.folder)) {
      const found = await stat(recording.source).catch(() => undefined);
      if (found === undefined || found.size === 0) continue;
      const mark = { path: recording.name, sizeBytes: found.size, mtimeMs: found.mtimeMs };
      const before = this.#seen.get(mark.path);
      const now = before !== undefined && isSame(before.mark, mark) ? before : { mark, sinceMs: nowMs };
      seen.set(mark.path, now);
      if (nowMs - now.sinceMs < SETTLED_MS) continue;
      now.isRecording ??= await isRecording(recording.source);
      if (now.isRecording) settled.push({ recording, mark });
    }
    this.#seen = seen;
    return settled;
  }
}

export function isSame(one: FileMark, other: FileMark): boolean {
  return one.sizeBytes === other.sizeBytes && one.mtimeMs === other.mtimeMs;
}
