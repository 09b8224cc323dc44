import type { Span } from "../../domain/spans.js";
import { gather } from "../piece-content.js";
import type { RecordingBytes } from "../port.js";
import { DRIFT_STRETCH_SECONDS, MOST_DRIFT_SECONDS } from "./drift.js";
import { adtsHeader, looksLikeAac, type AacConfig } from "./mp4/aac-config.js";
import { openAmrTrack } from "./mp4/amr-track.js";
import { walkBoxes, type BoxWalk } from "./mp4/box-walk.js";
import { boxAt, type Box } from "./mp4/boxes.js";
import { createFragmentReader, trackDefaults } from "./mp4/fragments.js";
import { withGapless } from "./mp4/gapless.js";
import { m4aFile } from "./mp4/m4a-file.js";
import { countPresent, readSampleTables, type Samples } from "./mp4/samples.js";
import { readEdits, readTrack, timescaleOf, tracksOf, type Track } from "./mp4/track.js";
import {
  withRest,
  type DirectPiece,
  type DirectRecording,
  type Excerpt,
  type OpenDirectly,
  type SpeechFormats,
} from "./port.js";
import { readAhead, type ReadBytes } from "./read-ahead.js";

/** ffmpeg's name of all of them. */
const CONTAINER = "mov,mp4,m4a,3gp,3g2,mj2";
/** 24 hours of sound and picture need a tenth of it. */
const MOST_MOOV_BYTES = 256 * 1024 ** 2;
/** Packets before the first that sounds as it should: frames overlap, and what HE-AAC adds settles later. */
const LEAD_PACKETS = 2;
const LEAD_PACKETS_HE = 3;
/** HE-AAC decoders give sound late by less than one packet. */
const TRAIL_PACKETS = 1;

/** AAC, and AMR where it is taken, in MP4, M4A, 3GP and QuickTime files, whole, broken off or fragmented. */
export const openMp4: OpenDirectly = async (recording, signal, formats = "common") => {
  const read = readAhead(recording);
  const boxes = walkBoxes(recording, read, signal);
  const direct = await openSound(recording, read, boxes, formats);
  return withRest(direct, await boxes.findRest());
};

async function openSound(
  recording: RecordingBytes,
  read: ReadBytes,
  boxes: BoxWalk,
  formats: SpeechFormats,
): Promise<DirectRecording | undefined> {
  const moov = await findMoov(recording, boxes);
  if (moov === undefined) return undefined;
  try {
    const { content } = moov;
    const [sound] = tracksOf(content, "soun");
    const movieTimescale = timescaleOf(boxAt(content, "mvhd"));
    const track = sound && readTrack(sound, movieTimescale);
    if (track === undefined) return undefined;
    const { codec } = track;
    if ("magic" in codec && formats === "common") return undefined;
    const samples =
      boxAt(content, "mvex") === undefined
        ? readSampleTables(track.stbl, moov.from + track.stbl.byteOffset - content.byteOffset)
        : await readFragments(recording, read, content, track, boxes);
    if (samples === undefined) return undefined;
    // Time zero is when the first of sound and picture begins.
    const others = tracksOf(content, "vide").map(
      (trak) => readEdits(trak, movieTimescale, 1)?.delaySeconds ?? 0,
    );
    const startSeconds = track.edits.delaySeconds - Math.min(track.edits.delaySeconds, ...others);
    const edits = withGapless(track.edits, content, samples.timeline.timeOf(samples.count));
    return "magic" in codec
      ? await openAmrTrack(recording, codec, track, samples, { startSeconds, container: CONTAINER })
      : await openAacTrack(recording, codec, { ...track, edits }, samples, startSeconds);
  } catch (error) {
    // A table that is shorter than it says.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

async function findMoov(
  recording: RecordingBytes,
  boxes: BoxWalk,
): Promise<(Box & { content: Buffer }) | undefined> {
  for await (const box of boxes.all()) {
    if (box.type !== "moov") continue;
    if (box.to > recording.sizeBytes || box.to - box.from > MOST_MOOV_BYTES) return undefined;
    return { ...box, content: await recording.read(box.from, box.to) };
  }
  return undefined;
}

async function readFragments(
  recording: RecordingBytes,
  read: ReadBytes,
  moov: Buffer,
  track: Track,
  boxes: BoxWalk,
): Promise<Samples | undefined> {
  const inTables = readSampleTables(track.stbl, 0);
  if (inTables !== undefined && inTables.count > 0) return undefined;
  const fragments = createFragmentReader(track.id, trackDefaults(moov, track.id));
  for await (const box of boxes.all()) {
    if (box.type === "moov") return undefined;
    if (box.type !== "moof" || box.to > recording.sizeBytes) continue;
    if (!fragments.add(await read(box.from, box.to), box.at)) return undefined;
  }
  return fragments.samples();
}

async function openAacTrack(
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
      container: CONTAINER,
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
