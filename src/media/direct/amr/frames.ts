/*
 * AMR as phones store it, RFC 4867 section 5: a magic line, then frames of 20 ms, each with a byte that tells its kind and
 * thereby its length. In MP4 and 3GP the frames are the samples, without the line.
 */
export interface AmrBand {
  magic: string;
  codec: string;
  /** ffmpeg's name of frames without the magic line. */
  bareFormat: string;
  sampleRate: number;
  /** Length of a frame of each kind, with its first byte; frames without sound (lost, a pause) are that byte alone. */
  frameBytes: readonly number[];
}

export const NARROW_BAND: AmrBand = {
  ...{ magic: "#!AMR\n", codec: "amr_nb", bareFormat: "amrnb", sampleRate: 8_000 },
  frameBytes: [13, 14, 16, 18, 20, 21, 27, 32, 6, 1, 1, 1, 1, 1, 1, 1],
};
export const WIDE_BAND: AmrBand = {
  ...{ magic: "#!AMR-WB\n", codec: "amr_wb", bareFormat: "amrwb", sampleRate: 16_000 },
  frameBytes: [18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 1, 1, 1, 1, 1, 1],
};
export const AMR_FRAME_SECONDS = 0.02;
/** Shorter frames say that somebody pauses; decoders give nothing for them, so that what follows would come early. */
export const SHORTEST_SPOKEN_BYTES = 13;
/** Bits that are zero in the first byte of every frame. */
const PADDING = 0x83;

/** Undefined for what does not begin as AMR does. */
export function amrBand(head: Buffer): AmrBand | undefined {
  const text = head.toString("latin1", 0, 16);
  return [NARROW_BAND, WIDE_BAND].find(({ magic }) => text.startsWith(magic));
}

/** Length of the frame that begins with each byte; zero for those with which none does. */
export function amrFrameLengths({ frameBytes }: AmrBand): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, first) =>
    (first & PADDING) === 0 ? (frameBytes[first >> 3] ?? 0) : 0,
  );
}
