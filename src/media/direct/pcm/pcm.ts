import type { Loudness } from "../../../domain/cut-plan.js";
import { MONO_BYTES, monoBytes } from "../../../domain/mono.js";
import { claimedSeconds } from "../../claimed.js";
import { createMeter, strideAt } from "../../loudness.js";
import type { RecordingBytes, WantedSpan } from "../../port.js";
import type { RawRecording } from "../port.js";
import { readAiffLayout } from "./aiff.js";
import { readCafLayout } from "./caf.js";
import { codecName, type PcmLayout } from "./layout.js";
import { thinned } from "./samples.js";
import { readWavLayout, wavHead } from "./wav.js";

/*
 * Raw samples in WAV, W64, AIFF and CAF: any place is found by arithmetic, a piece is a WAV of a head and a range, of which
 * one channel of 16 bits is made. Levels are measured without decoding.
 */
const LAYOUTS = [readWavLayout, readAiffLayout, readCafLayout];
const MONO = { format: { kind: "signed", bytes: MONO_BYTES, swapped: false }, channels: 1 } as const;
const BLOCK_BYTES = 1024 ** 2;
/** Samples a second that speech needs at most; twice as many and more are thinned. */
const MOST_NEEDED_RATE = 44_100;
/** More are no sound that anyone recorded. */
const MOST_CHANNELS = 64;

export async function openPcm(recording: RecordingBytes): Promise<RawRecording | undefined> {
  const layout = await readLayout(recording);
  return layout === undefined || layout.channels > MOST_CHANNELS ? undefined : openLayout(recording, layout);
}

function openLayout(recording: RecordingBytes, layout: PcmLayout): RawRecording | undefined {
  const { format, channels, sampleRate, dataStart } = layout;
  const frameBytes = format.bytes * channels;
  const frames = Math.floor(layout.dataBytes / frameBytes);
  if (frames === 0) return undefined;
  const framesPerSample = framesOfSample(sampleRate);
  // Nothing of it is more than an engine hears.
  const isSmallest = channels === 1 && format.bytes <= MONO_BYTES && framesPerSample === 1;
  const swap = format.swapped ? { swap: format.bytes } : {};

  const frameAt = (seconds: number): number =>
    Math.max(0, Math.min(frames, Math.floor(seconds * sampleRate + 1e-6)));
  const range = (from: number, to: number) => ({
    from: dataStart + from * frameBytes,
    to: dataStart + to * frameBytes,
  });

  async function measure({ start, end, channel }: WantedSpan): Promise<Loudness> {
    const stride = strideAt(sampleRate);
    const meter = createMeter(sampleRate / stride);
    const first = frameAt(start);
    const last = frameAt(end);
    const step = Math.max(1, Math.floor(BLOCK_BYTES / frameBytes / stride)) * stride;
    for (let at = first; at < last; at += step) {
      const { from, to } = range(at, Math.min(last, at + step));
      meter.add(thinned(await recording.read(from, to), layout, stride, channel));
    }
    return meter.loudness(first / sampleRate);
  }

  return {
    info: {
      durationSeconds: frames / sampleRate,
      codec: codecName(format),
      container: layout.container,
      channels,
      sampleRate,
      ...claimedSeconds((layout.claimedBytes ?? 0) / frameBytes / sampleRate, frames / sampleRate),
    },
    soundBytes: frames * (isSmallest ? frameBytes : MONO_BYTES / framesPerSample),
    piece({ start, end, channel }) {
      const first = frameAt(start);
      const { from, to } = range(first, Math.max(first, frameAt(end)));
      const mono = { from, to, ...format, channels, ...(channel === undefined ? {} : { channel }) };
      const thinned = { ...mono, framesPerSample };
      const head = wavHead({ ...MONO, sampleRate: sampleRate / framesPerSample }, monoBytes(thinned));
      return Promise.resolve({
        content: isSmallest
          ? [{ bytes: wavHead(layout, to - from) }, { from, to, ...swap }]
          : [{ bytes: head }, framesPerSample === 1 ? { mono } : { thinned }],
        extension: "wav",
        audioStartSeconds: first / sampleRate,
      });
    },
    async measure(spans) {
      const measured: Loudness[] = [];
      for (const span of spans) measured.push(await measure(span));
      return measured;
    },
  };
}

/**
 * Of how many frames one sample is made: a power of two, and a rate that WAV can tell, in whole numbers. What lies around the new
 * rate comes down to what Whisper hears, below 8 kHz, at a quarter of its strength and less; what lies around twice that rate and
 * more, where microphones give nothing, as it is.
 */
function framesOfSample(sampleRate: number): number {
  let frames = 1;
  while (sampleRate / frames >= 2 * MOST_NEEDED_RATE && sampleRate % (2 * frames) === 0) frames *= 2;
  return frames;
}

async function readLayout(recording: RecordingBytes): Promise<PcmLayout | undefined> {
  const read = (from: number, to: number): Promise<Buffer> => recording.read(from, to);
  for (const readOne of LAYOUTS) {
    const layout = await readOne(read, recording.sizeBytes);
    if (layout !== undefined) return layout;
  }
  return undefined;
}
