/*
 * Reads what ffmpeg's framecrc muxer prints: a few header lines, then one line for each packet or decoded frame,
 *
 *   #tb 0: 1/44100
 *   #codec_id 0: aac
 *   0,      -1024,      -1024,     1024,      735, 0x5e4b2e8f, F=0x5, S=1,       10
 *   stream, dts,        pts,       duration,  size, checksum[, flags][, number of side data[, name], size[, checksum]…]
 *
 * which says when each packet sounds without decoding any. An hour is some 140,000 lines, so they are read as bytes.
 */

/** What the packets of a stream say together. Times are ffmpeg's: seconds since the file's own start. */
export interface PacketSummary {
  codec: string;
  sampleRate: number;
  channels: number;
  packetCount: number;
  sizeBytes: number;
  startSeconds: number;
  endSeconds: number;
  /**
   * The most that gaps and overlaps between packets add up to within five minutes. A speech engine's decoder goes by
   * samples alone, so the audio after a gap would come out early.
   */
  gapSeconds: number;
  /** The decoder's set-up changes on the way. */
  changesSetup: boolean;
}

/** Makes an output of ffmpeg such a list; not flushed line by line, which would cost more than reading the recording. */
export const PACKET_LIST = ["-flush_packets", "0", "-f", "framecrc"] as const;

export interface PacketReader {
  add(bytes: Buffer): void;
  /** Undefined when there was no stream. */
  summary(): PacketSummary | undefined;
}

const STRETCH_SECONDS = 300;
/** Containers that count milliseconds round both a packet's time and its duration. */
const ROUNDING_SECONDS = 0.002;
/** ffmpeg gives a Vorbis packet after one of another block size too short a duration, by a quarter of the larger block. */
const VORBIS_ROUNDING_SECONDS = 0.05;
/** Side data up to this size trims samples or names a stream; what is larger sets the decoder up anew. */
const SMALL_SIDE_DATA_BYTES = 10;
/** Of `, 0x5e4b2e8f`, with which most lines end. */
const CHECKSUM_LENGTH = 12;
const NEWLINE = 0x0a;
const COMMA = 0x2c;
const MINUS = 0x2d;
const HASH = 0x23;
const ZERO = 0x30;
const NINE = 0x39;

export function createPacketReader(): PacketReader {
  const header = new Map<string, string>();
  const fields = [0, 0, 0, 0, 0];
  let rest: Buffer = Buffer.alloc(0);
  let timeBase = Number.NaN;
  let tolerance = 0;
  let packetCount = 0;
  let sizeBytes = 0;
  let start = Number.NaN;
  let end = Number.NaN;
  let next = Number.NaN;
  let stretch = 0;
  let gapsInStretch = 0;
  let mostGaps = 0;
  let changesSetup = false;

  function addHeader(line: string): void {
    const [, key, value] = /^#(\w+) 0: *(.*)$/.exec(line) ?? [];
    if (key === undefined || value === undefined) return;
    header.set(key, value);
    const [numerator, denominator] = (header.get("tb") ?? "").split("/");
    timeBase = Number(numerator) / Number(denominator);
    const rounding = header.get("codec_id") === "vorbis" ? VORBIS_ROUNDING_SECONDS : ROUNDING_SECONDS;
    tolerance = Math.max(2, rounding / timeBase);
  }

  function addPacket(line: Buffer, from: number, to: number): void {
    const sizeEnd = readFields(line, from, to, fields);
    const [, dts = Number.NaN, pts = Number.NaN, duration = 0, size = 0] = fields;
    const time = isTime(pts) ? pts : dts;
    packetCount += 1;
    sizeBytes += size;
    if (!isTime(time)) return;
    if (Number.isNaN(start)) start = time;
    addGap(time);
    next = duration > 0 ? time + duration : Number.NaN;
    end = Number.isNaN(end) ? time + duration : Math.max(end, time + duration);
    if (packetCount > 1 && to - sizeEnd > CHECKSUM_LENGTH)
      changesSetup ||= hasLargeSideData(line.toString("latin1", sizeEnd, to));
  }

  function addGap(time: number): void {
    const stretchHere = Math.floor(((time - start) * timeBase) / STRETCH_SECONDS);
    if (stretchHere !== stretch) gapsInStretch = 0;
    stretch = stretchHere;
    const gap = Math.abs(time - next);
    if (gap <= tolerance) return;
    if (!Number.isNaN(gap)) gapsInStretch += gap;
    mostGaps = Math.max(mostGaps, gapsInStretch);
  }

  return {
    add(bytes) {
      const data = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
      let from = 0;
      for (let to = data.indexOf(NEWLINE, from); to >= 0; to = data.indexOf(NEWLINE, from)) {
        if (data[from] === HASH) addHeader(data.toString("latin1", from, to));
        else if (to > from) addPacket(data, from, to);
        from = to + 1;
      }
      rest = Buffer.from(data.subarray(from));
    },
    summary() {
      const codec = header.get("codec_id");
      if (codec === undefined) return undefined;
      const inSeconds = (time: number): number => (Number.isNaN(time) ? 0 : time * timeBase);
      return {
        codec,
        sampleRate: Number(header.get("sample_rate") ?? 0),
        channels: channelCount(header.get("channel_layout_name") ?? ""),
        packetCount,
        sizeBytes,
        startSeconds: inSeconds(start),
        endSeconds: inSeconds(end),
        gapSeconds: inSeconds(mostGaps),
        changesSetup,
      };
    },
  };
}

/** Reads the comma-separated numbers that a line begins with; gives the place after the last of them. */
function readFields(line: Buffer, from: number, to: number, into: number[]): number {
  let at = from;
  for (let index = 0; index < into.length; index += 1) {
    let value = 0;
    let negative = false;
    for (; at < to && line[at] !== COMMA; at += 1) {
      const byte = line[at] ?? 0;
      if (byte >= ZERO && byte <= NINE) value = value * 10 + byte - ZERO;
      else if (byte === MINUS) negative = true;
    }
    into[index] = negative ? -value : value;
    at += 1;
  }
  return at - 1;
}

/** ffmpeg's "no time" is the least 64-bit integer. */
function isTime(value: number): boolean {
  return Math.abs(value) < 2 ** 62;
}

/** Judges what stands after a packet's checksum. */
function hasLargeSideData(text: string): boolean {
  const [, sideData = ""] = text.split(", S=");
  return sideData
    .split(",")
    .slice(1)
    .map((field) => field.trim())
    .some((field) => /^\d+$/.test(field) && Number(field) > SMALL_SIDE_DATA_BYTES);
}

/** Channels of a layout by ffmpeg's name: "mono", "stereo", "5.1(side)", "4 channels", "downmix". */
function channelCount(layout: string): number {
  const [, count] = /^(\d+) channels/.exec(layout) ?? [];
  if (count !== undefined) return Number(count);
  const named: Record<string, number> = {
    mono: 1,
    stereo: 2,
    downmix: 2,
    quad: 4,
    hexagonal: 6,
    octagonal: 8,
  };
  const [, main, low, high] = /^(\d+)\.(\d+)(?:\.(\d+))?/.exec(layout) ?? [];
  if (main !== undefined) return Number(main) + Number(low) + Number(high ?? 0);
  return named[layout] ?? 1;
}
