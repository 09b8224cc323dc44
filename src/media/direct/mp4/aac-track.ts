import type { Span } from "../../../domain/spans.js";
import { gather } from "../../piece-content.js";
import type { RecordingBytes } from "../../port.js";
import { DRIFT_STRETCH_SECONDS, MOST_DRIFT_SECONDS } from "../drift.js";
import type { DirectPiece, DirectRecording, Excerpt } from "../port.js";
import { adtsHeader, looksLikeAac, type AacConfig } from "./aac-config.js";
import { m4aFile } from "./m4a-file.js";
import { countPresent, type Samples } from "./samples.js";
import { MP4_CONTAINER, type Track } from "./track.js";

/** Packets before the first that sounds as it should: frames overlap, and what HE-AAC adds settles later. */
const LEAD_PACKETS = 2;
const LEAD_PACKETS_HE = 3;
/** HE-AAC decoders give sound late by less than one packet. */
const TRAIL_PACKETS = 1;

/** A track of AAC, whose pieces are M4A; undefined where its times are not its packets', or nothing of it is there. */
export async function openAacTrack(
  recording: RecordingBytes,
  config: AacConfig,
  { timescale, edits }: Pick<Track, "timescale" | "edits">,
  { timeline, ...samples }: Samples,
  startSeconds: number,
): Promise<DirectRecording | undefined> {
  const leadPackets = config.sampleRate === config.coreRate ? LEAD_PACKETS : LEAD_PACKETS_HE;
  const frameLength = (config.frameSamples / config.coreRate) * timescale;
  const present = countPresent({ timeline, ...samples }, recording.sizeBytes);
  if (present === 0) return undefined;
  if (timeline.mostDrift(frameLength, DRIFT_STRETCH_SECONDS * timescale) > MOST_DRIFT_SECONDS * timescale)
    return undefined;
  const begin = Math.max(edits.from, timeline.timeOf(0));
  const secondsOf = (time: number): number => startSeconds + (time - begin) / timescale;
  const unitsOf = (seconds: number): number => (seconds - startSeconds) * timescale + begin;
  const endOf = (count: number): number => secondsOf(Math.min(edits.to, timeline.timeOf(count)));

  const packetsOf = ({ start, end }: Span): { first: number; next: number } => {
    const earliest = timeline.packetAt(begin) - leadPackets;
    const first = Math.max(0, earliest, timeline.packetAt(unitsOf(start)) - leadPackets);
    const last = timeline.packetAt(Math.min(edits.to, unitsOf(end))) + TRAIL_PACKETS;
    return { first, next: Math.max(first + 1, Math.min(present, last + 1)) };
  };
  const readPackets = async (first: number, next: number): Promise<Buffer> =>
    gather(recording, samples.rangesOf(first, next));

  const claimedSeconds = endOf(samples.count);
  const durationSeconds = endOf(present);
  if (durationSeconds <= 0) return undefined;
  for (const packet of [0, present >> 1])
    if (!looksLikeAac(await readPackets(packet, packet + 1))) return undefined;

  let soundBytes = 0;
  for (let sample = 0; sample < present; sample += 1) soundBytes += samples.sizeOf(sample);

  return {
    info: {
      durationSeconds,
      codec: "aac",
      container: MP4_CONTAINER,
      channels: config.channels,
      sampleRate: config.sampleRate,
      ...(present < samples.count ? { claimedSeconds } : {}),
    },
    soundBytes,
    piece: (span): Promise<DirectPiece> => {
      const { first, next } = packetsOf(span);
      return Promise.resolve({
        content: m4aFile({
          config,
          timescale: config.coreRate,
          sampleCount: next - first,
          durations: [[next - first, config.frameSamples]],
          sizeTable: samples.sizeTable(first, next),
          ranges: samples.rangesOf(first, next),
        }),
        extension: "m4a",
        audioStartSeconds: secondsOf(timeline.timeOf(first)),
      });
    },
    excerpt: async (span): Promise<Excerpt> => {
      const { first, next } = packetsOf(span);
      const packets = await readPackets(first, next);
      const frames: Buffer[] = [];
      let at = 0;
      for (let sample = first; sample < next; sample += 1) {
        const size = samples.sizeOf(sample);
        const header = adtsHeader(config, size);
        if (header !== undefined) frames.push(header, packets.subarray(at, at + size));
        at += size;
      }
      return {
        startSeconds: secondsOf(timeline.timeOf(first)),
        durationSeconds: ((next - first) * config.frameSamples) / config.coreRate,
        format: "aac",
        bytes: Buffer.concat(frames),
      };
    },
  };
}
