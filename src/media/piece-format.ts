import { open } from "node:fs/promises";

/** How the audio of one codec becomes a file that any speech service takes. */
export interface PieceFormat {
  extension: string;
  /** Arguments between the stream's choice and the file's name. */
  outputArgs: readonly string[];
  /**
   * Makes the finished file right where its muxer does not, and gives how much of its start decoders leave out.
   */
  finish?: (path: string) => Promise<{ skippedSeconds: number }>;
}

const COPY = ["-c", "copy"] as const;
const OPUS_RATE = 48_000;

/** Formats that OpenAI's endpoint names and libav reads; each takes its codec's packets as they are. */
const BY_CODEC: Record<string, PieceFormat> = {
  // A Xing header would be one silent frame more at the start.
  mp3: { extension: "mp3", outputArgs: [...COPY, "-write_xing", "0", "-id3v2_version", "0", "-f", "mp3"] },
  aac: { extension: "m4a", outputArgs: [...COPY, "-f", "ipod"] },
  opus: { extension: "ogg", outputArgs: [...COPY, "-f", "ogg"], finish: opusPreSkip },
  vorbis: { extension: "ogg", outputArgs: [...COPY, "-f", "ogg"] },
  flac: { extension: "flac", outputArgs: [...COPY, "-f", "flac"], finish: clearFlacTotals },
};

export const WAV: PieceFormat = { extension: "wav", outputArgs: ["-c:a", "pcm_s16le", "-f", "wav"] };
export const FLAC: PieceFormat = BY_CODEC["flac"] as PieceFormat;

/** The format whose pieces are stream copies; undefined where the codec has to be recoded. */
export function copiedFormat(codec: string): PieceFormat | undefined {
  return BY_CODEC[codec];
}

/** Each Opus stream names the samples at its start that a decoder throws away, also when it begins in the middle of sound. */
async function opusPreSkip(path: string): Promise<{ skippedSeconds: number }> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(256), 0, 256, 0);
    const head = buffer.indexOf("OpusHead", 0, "latin1");
    return { skippedSeconds: head < 0 ? 0 : buffer.readUInt16LE(head + 10) / OPUS_RATE };
  } finally {
    await file.close();
  }
}

/** A copied piece of FLAC still claims the length and the MD5 of the whole; zero means unknown for both. */
async function clearFlacTotals(path: string): Promise<{ skippedSeconds: number }> {
  const file = await open(path, "r+");
  try {
    const streamInfo = 8;
    const { buffer } = await file.read(Buffer.alloc(34), 0, 34, streamInfo);
    // 36 bits of total samples end where the MD5 begins.
    buffer[13] = (buffer[13] ?? 0) & 0xf0;
    buffer.fill(0, 14);
    await file.write(buffer, 0, 34, streamInfo);
    return { skippedSeconds: 0 };
  } finally {
    await file.close();
  }
}
