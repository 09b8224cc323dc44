import { inputName } from "./ffmpeg-process.js";

/**
 * Formats that hold recordings. Playlists, lists of files, streaming manifests, pictures, subtitles and devices are not
 * among them: a user's file must not make ffmpeg open another one.
 */
const FORMATS = [
  "3gp,aac,ac3,aiff,amr,amrnb,amrwb,ape,asf,au,avi,caf,dss,dts,eac3,flac,flv,gsm,loas,matroska,mov,mp3,mpc,mpc8,mpeg",
  "mpegts,nistsphere,nut,ogg,qcp,rm,tak,tta,voc,w64,wav,webm,wv",
].join(",");

const SAFELY = ["-threads", "1", "-protocol_whitelist", "file,pipe,subfile", "-format_whitelist"] as const;

/** A file on the disk, or a part of one as if it were a file. */
export interface LocalFile {
  path: string;
  /** `to` is exclusive. */
  range?: { from: number; to: number } | undefined;
}

/** Arguments that open a recording; options given first apply to it alone. `file:` keeps odd names from being URLs. */
export function inputArgs(file: LocalFile, options: readonly string[] = []): string[] {
  return [...SAFELY, FORMATS, ...options, "-i", urlOf(file)];
}

function urlOf({ path, range }: LocalFile): string {
  const part = range && `subfile,,start,${String(range.from)},end,${String(range.to)},,:`;
  return `${part ?? ""}file:${path}`;
}

/** The same for what is written to ffmpeg's standard input. */
export function pipedInputArgs(): string[] {
  return [...SAFELY, FORMATS, "-i", "pipe:0"];
}

/** A recording whose format is known, or what is written to ffmpeg's inputs, one heard after the other. */
export type MovieInput = ({ file: LocalFile } | { inputs: number }) & {
  /** ffmpeg's name: no other format is tried, whatever the bytes look like. */
  format: string;
};

/**
 * Decoded and filtered sound, samples of 16 bits. Decoder and filters run in the reader's thread and hand on a second at a
 * time; as an ordinary input each frame of 20 ms goes through five threads, which costs three times as much.
 */
export function movieInputArgs(input: MovieInput, filters: readonly string[], sampleRate: number): string[] {
  const urls =
    "file" in input
      ? [urlOf(input.file)]
      : Array.from({ length: input.inputs }, (_, index) => inputName(index));
  const movies = urls.map((url) => `amovie=${escaped(url)}:f=${input.format}:s=${escaped("a:0")}`);
  const graph = [
    inTurn(movies),
    ...filters,
    `aresample=${String(sampleRate)},aformat=sample_fmts=s16`,
    `asetnsamples=n=${String(sampleRate)}:p=0`,
  ];
  return ["-filter_threads", "1", "-f", "lavfi", "-i", graph.join(",")];
}

/** One filter's sound after the other's. */
function inTurn(filters: readonly string[]): string {
  if (filters.length === 1) return filters.join("");
  const labelled = filters.map((filter, index) => `${filter}[movie${String(index)}];`);
  const labels = filters.map((_, index) => `[movie${String(index)}]`);
  return `${labelled.join("")}${labels.join("")}concat=n=${String(filters.length)}:v=0:a=1`;
}

/** For a filter's option within a graph: ffmpeg reads both of them, one after the other. */
function escaped(value: string): string {
  const option = value.replaceAll(/[\\':]/g, String.raw`\$&`);
  return option.replaceAll(/[\\'[\],;]/g, String.raw`\$&`);
}

/** All channels as one, or one of them. */
export function toMono(channel?: number): string[] {
  return [...pickChannel(channel), "aformat=channel_layouts=mono"];
}

/** For ffmpeg's command line, which knows no exponents. */
export function seconds(value: number): string {
  return value.toFixed(6);
}

/** Filters before a sink: one channel of all, or none. */
export function channelFilter(channel: number | undefined): string[] {
  return pickChannel(channel).flatMap((filter) => ["-af", filter]);
}

function pickChannel(channel: number | undefined): string[] {
  return channel === undefined ? [] : [`pan=mono|c0=c${String(channel)}`];
}

/** Everything but sound stays behind: a recording's tags may hold names and places. The same input gives the same bytes. */
export const BARE_OUTPUT = ["-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact"] as const;
