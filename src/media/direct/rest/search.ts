import type { RecordingBytes } from "../../port.js";

/** Four bytes to look for, and how many stand before them. */
export interface Mark {
  mark: Buffer;
  before: number;
}

const MARK_BYTES = 4;

/** All places from `from` on at which a mark says that something begins. Reads the whole recording. */
export async function* searchMarks(
  recording: RecordingBytes,
  from: number,
  marks: readonly Mark[],
  signal: AbortSignal,
): AsyncGenerator<number> {
  let tail: Buffer = Buffer.alloc(0);
  let dataStart = from;
  for await (const bytes of recording.stream(from)) {
    signal.throwIfAborted();
    const data = Buffer.concat([tail, bytes]);
    const places: number[] = [];
    for (const { mark, before } of marks)
      for (let at = data.indexOf(mark); at >= 0; at = data.indexOf(mark, at + 1))
        places.push(dataStart + at - before);
    yield* places.sort((one, other) => one - other);
    const kept = Math.min(data.length, MARK_BYTES - 1);
    dataStart += data.length - kept;
    tail = Buffer.from(data.subarray(data.length - kept));
  }
}
