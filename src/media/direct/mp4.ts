import type { SpeechFormats } from "../../domain/audio.js";
import type { RecordingBytes } from "../port.js";
import { earlier, undeclaredDelaySeconds } from "../undeclared-delay.js";
import { openAacTrack } from "./mp4/aac-track.js";
import { openAmrTrack } from "./mp4/amr-track.js";
import { walkBoxes, type BoxWalk } from "./mp4/box-walk.js";
import { boxAt, type Box } from "./mp4/boxes.js";
import { createFragmentReader, trackDefaults } from "./mp4/fragments.js";
import { withGapless } from "./mp4/gapless.js";
import { readSampleTables, type Samples } from "./mp4/samples.js";
import { readEdits, readTrack, timescaleOf, tracksOf, type Track } from "./mp4/track.js";
import { withRest, type DirectRecording, type OpenDirectly } from "./port.js";
import { readAhead, type ReadBytes } from "./read-ahead.js";

/** 24 hours of sound and picture need a tenth of it. */
const MOST_MOOV_BYTES = 256 * 1024 ** 2;

/** AAC, and AMR where it is taken, in MP4, M4A, 3GP and QuickTime files, whole, broken off or fragmented. */
export const openMp4: OpenDirectly = async (recording, signal, formats) => {
  const read = readAhead(recording);
  const boxes = walkBoxes(recording, read, signal);
  const direct = await openSound(recording, read, boxes, formats);
  return withRest(direct, await boxes.findRest());
};

async function openSound(
  recording: RecordingBytes,
  read: ReadBytes,
  boxes: BoxWalk,
  formats: SpeechFormats | undefined,
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
    const isAmr = "magic" in codec;
    if (isAmr && formats !== "all") return undefined;
    const samples =
      boxAt(content, "mvex") === undefined
        ? readSampleTables(track.stbl, moov.from + track.stbl.byteOffset - content.byteOffset)
        : await readFragments(recording, read, content, track, boxes);
    if (samples === undefined) return undefined;
    // Time zero is when the first of sound and picture begins.
    const pictures = tracksOf(content, "vide");
    const others = pictures.map((trak) => readEdits(trak, movieTimescale, 1)?.delaySeconds ?? 0);
    const startSeconds = track.edits.delaySeconds - Math.min(track.edits.delaySeconds, ...others);
    if (isAmr) return await openAmrTrack(recording, codec, track, samples, startSeconds);
    const edits = withGapless(track.edits, content, samples.timeline.timeOf(samples.count));
    const direct = await openAacTrack(recording, codec, { ...track, edits }, samples, startSeconds);
    if (direct === undefined || edits.from > 0 || pictures.length > 0) return direct;
    return earlier(direct, undeclaredDelaySeconds("aac", codec.coreRate));
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
