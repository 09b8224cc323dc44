import { open } from "node:fs/promises";

/** How the audio of one codec becomes a file that any speech service takes. */
export interface PieceFormat {
  extension: string;
  /** Arguments between the stream's choice and the file's name. */
  outputArgs: readonly string[];
  /** Decoders need the first packet for the second and give no samples for it. */
  firstPacketIsMute?: boolean;
  /** Makes the file right where its muxer does not; gives the seconds at its start that its header tells decoders to skip. */
  finish?: (path: string) => Promise<number>;
}

/** The first packet is time zero: offsets would become edit lists, which some decoders follow and others do not. */
const COPY = ["-c", "copy", "-avoid_negative_ts", "make_zero"] as const;
const OPUS_RATE = 48_000;

/** Also for audio that is recoded. */
export const FLAC: PieceFormat = {
  extension: "flac",
  outputArgs: [...COPY, "-f", "flac"],
  finish: clearFlacTotals,
};

/** What no engine hears the loss of: Whisper's own sample rate. */
export const RECODED_RATE = 16_000;
export const RECODED = [
  ...["-ar", String(RECODED_RATE)],
  ...["-c:a", "flac", "-sample_fmt", "s16", "-compression_level", "0"],
] as const;

/** Formats that OpenAI's endpoint names and libav reads; each takes its codec's packets as they are. */
const BY_CODEC: Record<string, PieceFormat> = {
  // A Xing header would be one silent frame more at the start.
  mp3: { extension: "mp3", outputArgs: [...COPY, "-write_xing", "0", "-id3v2_version", "0", "-f", "mp3"] },
  aac: { extension: "m4a", outputArgs: [...COPY, "-f", "ipod"] },
  opus: { extension: "ogg", outputArgs: [...COPY, "-f", "ogg"], finish: opusPreSkip },
  vorbis: { extension: "ogg", outputArgs: [...COPY, "-f", "ogg"], firstPacketIsMute: true },
  flac: FLAC,
};

/** The format whose pieces are stream copies; undefined where the codec has to be recoded. */
export function copiedFormat(codec: string): PieceFormat | undefined {
  return BY_CODEC[codec];
}

/** Each Opus stream names the samples at its start that a decoder throws away, also when it begins in the middle of sound. */
async function opusPreSkip(path: string): Promise<number> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(256), 0, 256, 0);
    const head = buffer.indexOf("OpusHead", 0, "latin1");
    return head < 0 ? 0 : buffer.readUInt16LE(head + 10) / OPUS_RATE;
  } finally {
    await file.close();
  }
}

/** A copied piece of FLAC still claims the length and the MD5 of the whole; zero means unknown for both. */
async function clearFlacTotals(path: string): Promise<number> {
  const file = await open(path, "r+");
  try {
    const streamInfo = 8;
    const { buffer } = await file.read(Buffer.alloc(34), 0, 34, streamInfo);
    // 36 bits of total samples end where the MD5 begins.
    buffer[13] = (buffer[13] ?? 0) & 0xf0;
    buffer.fill(0, 14);
    await file.write(buffer, 0, 34, streamInfo);
    return 0;
  } finally {
    await file.close();
  }
}
