import type { AudioInfo } from "../../domain/audio.js";
import type { RecordingBytes } from "../port.js";

/*
 * AMR as phones store it, RFC 4867 section 5: a magic line, then frames of 20 ms, each with a byte that tells its kind and
 * thereby its length. Counting them is all that is done here: speech services do not take it.
 */
interface Band {
  magic: string;
  codec: string;
  sampleRate: number;
  /** Length of a frame of each kind, with its first byte; frames without sound (lost, a pause) are that byte alone. */
  frameBytes: readonly number[];
}

const BANDS: readonly Band[] = [
  {
    ...{ magic: "#!AMR\n", codec: "amr_nb", sampleRate: 8_000 },
    frameBytes: [13, 14, 16, 18, 20, 21, 27, 32, 6, 1, 1, 1, 1, 1, 1, 1],
  },
  {
    ...{ magic: "#!AMR-WB\n", codec: "amr_wb", sampleRate: 16_000 },
    frameBytes: [18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 1, 1, 1, 1, 1, 1],
  },
];
const FRAME_SECONDS = 0.02;
/** Bits that are zero in the first byte of every frame. */
const PADDING = 0x83;

/** Undefined for what does not begin as AMR does. */
export function amrBand(head: Buffer): Band | undefined {
  const text = head.toString("latin1", 0, 16);
  return BANDS.find(({ magic }) => text.startsWith(magic));
}

/** Length of the frame that begins with each byte; zero for those with which none does. */
export function amrFrameLengths({ frameBytes }: Band): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, first) =>
    (first & PADDING) === 0 ? (frameBytes[first >> 3] ?? 0) : 0,
  );
}

/** What an AMR file is; undefined for anything else, and for one whose frames do not follow each other. */
export async function probeAmr(
  recording: RecordingBytes,
  signal: AbortSignal,
): Promise<AudioInfo | undefined> {
  const band = amrBand(await recording.read(0, 16));
  if (band === undefined) return undefined;
  const frames = await countFrames(recording, band, signal);
  if (frames === undefined || frames === 0) return undefined;
  const { codec, sampleRate } = band;
  return { durationSeconds: frames * FRAME_SECONDS, codec, container: "amr", channels: 1, sampleRate };
}

/** A last frame that is not whole does not count. */
async function countFrames(
  recording: RecordingBytes,
  band: Band,
  signal: AbortSignal,
): Promise<number | undefined> {
  const lengths = amrFrameLengths(band);
  let count = 0;
  /** Where the next frame begins, counted from the start of the bytes at hand. */
  let at = 0;
  for await (const bytes of recording.stream(band.magic.length)) {
    signal.throwIfAborted();
    while (at < bytes.length) {
      const length = lengths[bytes[at] ?? PADDING] ?? 0;
      if (length === 0) return undefined;
      count += 1;
      at += length;
    }
    at -= bytes.length;
  }
  return at === 0 ? count : count - 1;
}
