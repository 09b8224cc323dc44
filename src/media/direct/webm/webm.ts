import type { Span } from "../../../domain/spans.js";
import { claimedSeconds } from "../../claimed.js";
import type { RecordingBytes } from "../../port.js";
import { headerPages, withoutPreSkip } from "../ogg/file.js";
import { lacingOf, pageHeader } from "../ogg/page.js";
import { opusSamples } from "../ogg/codec.js";
import { withRest, type DirectRecording, type OpenDirectly } from "../port.js";
import { lastNotAbove } from "../search.js";
import { readElementHead } from "./ebml.js";
import { ID } from "./ids.js";
import { restBehindSegment } from "./rest.js";
import { createBlockScan, readBlock, type BlockIndex } from "./scan.js";
import { clusterHead, fileHead, readOpusTrack, type OpusTrack } from "./track.js";

/*
 * What browsers record: Opus alone in WebM, without index and duration. Reading it through once finds its blocks; a piece is
 * a WebM of its own head, that of a cluster, and a range.
 */

/** A first sound later than that is late on purpose, which is not for us to judge. */
const LATEST_START_SECONDS = 0.25;
const OPUS_RATE = 48_000;
/** A page holds 255 segments; a packet is seldom more than five. */
const PACKETS_ON_A_PAGE = 40;

export const openWebm: OpenDirectly = async (recording, signal) => {
  const track = await readOpusTrack(recording);
  if (track === undefined) return withRest(undefined, await restBehindSegment(recording, signal));
  const scan = createBlockScan(track, recording.sizeBytes);
  for await (const bytes of recording.stream(track.clustersAt)) {
    signal.throwIfAborted();
    scan.add(bytes);
    if (scan.gaveUp || scan.restAt !== undefined) break;
  }
  const index = scan.finish();
  if (scan.gaveUp) return withRest(undefined, await restBehindSegment(recording, signal));
  const [first] = index?.places ?? [];
  const isOnTime = first !== undefined && first.time * track.unitSeconds <= LATEST_START_SECONDS;
  const direct = index !== undefined && isOnTime ? describe(recording, track, index, first.time) : undefined;
  return withRest(direct, scan.restAt);
};

function describe(
  recording: RecordingBytes,
  track: OpusTrack,
  index: BlockIndex,
  firstTime: number,
): DirectRecording {
  const { codec, unitSeconds } = track;
  const preSkipSeconds = codec.preSkip / OPUS_RATE;
  const head = withoutPreSkip("opus", track.head);
  const secondsAt = (time: number): number => (time - firstTime) * unitSeconds - preSkipSeconds;
  const times = index.places.map(({ time }) => secondsAt(time));
  const durationSeconds = secondsAt(index.endTime);

  /** Blocks that hold a span, with what decoders need before. */
  function blocksOf({ start, end }: Span) {
    const from = index.places[lastNotAbove(start - codec.leadSamples / OPUS_RATE, times)];
    const to = times.findIndex((time) => time >= end);
    if (from === undefined) throw new Error("A recording without a block was opened");
    return { ...from, to: (to < 0 ? undefined : index.places[to]?.at) ?? index.end };
  }

  return {
    info: {
      durationSeconds,
      codec: "opus",
      container: "matroska,webm",
      channels: codec.channels,
      sampleRate: codec.sampleRate,
      ...claimedSeconds(track.claimedSeconds, durationSeconds),
    },
    soundBytes: index.end - track.clustersAt,
    piece(span) {
      const { at, to, clusterTime, time } = blocksOf(span);
      const ownHead = Buffer.concat([fileHead(track, head), clusterHead(clusterTime)]);
      return Promise.resolve({
        content: [{ bytes: ownHead }, { from: at, to }],
        extension: "webm",
        audioStartSeconds: secondsAt(time),
      });
    },
    async excerpt(span) {
      const { at, to, time } = blocksOf(span);
      const packets = packetsOf(await recording.read(at, to));
      const samples = packets.reduce((sum, packet) => sum + opusSamples(packet), 0);
      return {
        startSeconds: secondsAt(time),
        durationSeconds: samples / OPUS_RATE,
        // Files of WebM cannot be read back to back; those of Ogg can.
        format: "ogg",
        bytes: oggOf(packets, head, at % 2 ** 32),
      };
    },
  };
}

function packetsOf(data: Buffer): Buffer[] {
  const packets: Buffer[] = [];
  for (let at = 0; at < data.length;) {
    const element = readElementHead(data, at);
    if (element === undefined) break;
    const start = at + element.headBytes;
    const size = element.sizeBytes ?? 0;
    const isBlock = element.id === ID.simpleBlock || element.id === ID.block;
    if (isBlock) packets.push(data.subarray(readBlock(data, start).packetAt, start + size));
    at = start + (element.id === ID.cluster || element.id === ID.blockGroup ? 0 : size);
  }
  return packets;
}

function oggOf(packets: readonly Buffer[], head: Buffer, serial: number): Buffer {
  const parts = [headerPages("opus", head, Buffer.alloc(0), serial, 0)];
  let granule = 0;
  for (let at = 0, sequence = 2; at < packets.length; at += PACKETS_ON_A_PAGE, sequence += 1) {
    const here = packets.slice(at, at + PACKETS_ON_A_PAGE);
    granule += here.reduce((sum, packet) => sum + opusSamples(packet), 0);
    const body = Buffer.concat(here);
    const lacing = lacingOf(here.map(({ length }) => length));
    parts.push(pageHeader({ flags: 0, granule, serial, sequence, lacing, body }), body);
  }
  return Buffer.concat(parts);
}
