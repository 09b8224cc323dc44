import type { SampleFormat } from "../../../domain/raw-samples.js";

/** Where a recording's raw samples lie. */
export interface PcmLayout {
  /** ffmpeg's name. */
  container: string;
  format: SampleFormat;
  channels: number;
  sampleRate: number;
  /** First byte of the samples, and how many bytes are there. */
  dataStart: number;
  dataBytes: number;
  /** How many bytes the header says there are, where it says more than there are and may be believed. */
  claimedBytes?: number | undefined;
}

/** Reads a part of a header; shorter where the file ends. */
export type ReadBytes = (from: number, to: number) => Promise<Buffer>;

const WIDTHS: readonly SampleFormat["bytes"][] = [1, 2, 3, 4, 8];

/** Undefined for a layout that WAV, as pieces are, cannot say. */
export function sampleFormat(
  kind: SampleFormat["kind"],
  bytes: number,
  swapped: boolean,
): SampleFormat | undefined {
  const width = WIDTHS.find((each) => each === bytes);
  if (width === undefined) return undefined;
  const isKnown = {
    unsigned: width === 1,
    signed: width >= 2 && width <= 4,
    float: width === 4 || width === 8,
    alaw: width === 1,
    mulaw: width === 1,
  }[kind];
  return isKnown ? { kind, bytes: width, swapped: swapped && width > 1 } : undefined;
}

/** ffmpeg's name of the codec. */
export function codecName({ kind, bytes, swapped }: SampleFormat): string {
  if (kind === "alaw" || kind === "mulaw") return `pcm_${kind}`;
  if (kind === "unsigned") return "pcm_u8";
  return `pcm_${kind === "float" ? "f" : "s"}${String(bytes * 8)}${swapped ? "be" : "le"}`;
}

/**
 * How much sound there is, given what the header claims. Recorders that stream, or died, leave zero or the largest number
 * there is.
 */
export function trueLength(
  claimed: number,
  available: number,
): Pick<PcmLayout, "dataBytes" | "claimedBytes"> {
  if (isPlaceholder(claimed)) return { dataBytes: available };
  if (claimed <= available) return { dataBytes: claimed };
  return { dataBytes: available, claimedBytes: claimed };
}

function isPlaceholder(claimed: number): boolean {
  const isAbout = (limit: number): boolean => claimed <= limit && claimed > limit - 4096;
  return claimed <= 0 || isAbout(2 ** 31) || isAbout(2 ** 32) || claimed >= 2 ** 53;
}
