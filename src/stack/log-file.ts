import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";

export interface LogFile {
  write: (line: string) => void;
  close: () => void;
}

const MAX_BYTES = 10 * 1024 ** 2;
const KEPT_FILES = 3;

/**
 * A log file of at most `maxBytes`, with its two predecessors beside it (`.1` is the younger). Written synchronously: the
 * last lines before a crash are the ones that count, and services on one machine write few.
 */
export function openLogFile(path: string, maxBytes: number = MAX_BYTES): LogFile {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  let descriptor = openSync(path, "a", 0o600);
  let sizeBytes = fstatSync(descriptor).size;

  const rotate = (): void => {
    closeSync(descriptor);
    for (let age = KEPT_FILES - 1; age > 0; age -= 1)
      renameIfPresent(age === 1 ? path : `${path}.${age - 1}`, `${path}.${age}`);
    descriptor = openSync(path, "a", 0o600);
    sizeBytes = 0;
  };

  return {
    write: (line) => {
      const bytes = Buffer.from(`${line}\n`);
      if (sizeBytes > 0 && sizeBytes + bytes.length > maxBytes) rotate();
      writeSync(descriptor, bytes);
      sizeBytes += bytes.length;
    },
    close: () => closeSync(descriptor),
  };
}

function renameIfPresent(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
}
