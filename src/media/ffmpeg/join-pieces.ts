import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Span } from "../../domain/spans.js";
import type { CutPiece } from "../cut-source.js";
import { openFlac } from "../direct/flac.js";
import { openLocalRecording } from "../local-recording.js";
import { readContent } from "../piece-content.js";
import type { RecordingBytes } from "../port.js";
import type { RunFfmpeg } from "./ffmpeg-process.js";
import { BARE_OUTPUT, inputArgs, movieInputArgs, seconds, toMono } from "./input.js";
import { RECODED, RECODED_RATE } from "./piece-format.js";
import { refuseEmpty } from "./recode-piece.js";

/** A file that begins to sound at `start`, and whatever it has behind `end`. */
interface Part extends Span {
  path: string;
  /** ffmpeg's name, which for all that pieces are is the extension too. */
  format: string;
}

/** Inputs of one process: each is an open file, a decoder and its threads. */
const AT_ONCE = 24;
/** Less than half of the 50 ms that times may be off. */
const MOST_MISSING_SECONDS = 0.02;

/**
 * Decodes pieces that follow each other up to `endSeconds`, and writes one 16 kHz FLAC of one channel, in which each
 * begins at its own time. Gives the time at which the first begins.
 */
export async function joinPieces(
  ffmpeg: RunFfmpeg,
  recording: RecordingBytes,
  pieces: AsyncIterable<CutPiece>,
  endSeconds: number,
  path: string,
  signal: AbortSignal,
): Promise<number> {
  const folder = await mkdtemp(`${path}-`);
  try {
    let parts: Part[] = [];
    for await (const { content, extension, audioStartSeconds } of pieces) {
      const file = join(folder, `${String(parts.length)}.${extension}`);
      await writeFile(file, readContent(recording, content), { signal });
      const last = parts.at(-1);
      if (last !== undefined) last.end = audioStartSeconds;
      parts.push({ path: file, format: extension, start: audioStartSeconds, end: endSeconds });
    }
    while (parts.length > AT_ONCE) parts = await joinedByGroups(ffmpeg, parts, signal);
    return (await joinFiles(ffmpeg, parts, path, signal)).start;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function joinedByGroups(
  ffmpeg: RunFfmpeg,
  parts: readonly Part[],
  signal: AbortSignal,
): Promise<Part[]> {
  const joined: Part[] = [];
  for (let at = 0; at < parts.length; at += AT_ONCE) {
    const group = parts.slice(at, at + AT_ONCE);
    joined.push(await joinFiles(ffmpeg, group, `${group[0]?.path ?? ""}-joined.flac`, signal));
  }
  return joined;
}

/** The cheap way to decode ends a part at the first packet that it cannot decode; then the dear way is taken as well. */
async function joinFiles(
  ffmpeg: RunFfmpeg,
  parts: readonly Part[],
  path: string,
  signal: AbortSignal,
): Promise<Part> {
  const joined = { path, format: "flac", start: parts[0]?.start ?? 0, end: parts.at(-1)?.end ?? 0 };
  const output = [...RECODED, ...BARE_OUTPUT, "-f", "flac", "-y", `file:${path}`];
  const cheap = parts.flatMap((part) =>
    movieInputArgs({ file: part, format: part.format }, toMono(), RECODED_RATE),
  );
  // So that there is one in any case.
  await writeFile(path, "");
  await ffmpeg([...cheap, ...concatenated(parts, false), ...output], signal);
  const made = await openFlac(await openLocalRecording(path), signal);
  const lengthSeconds = joined.end - joined.start - MOST_MISSING_SECONDS;
  const isWhole = made !== undefined && "info" in made && made.info.durationSeconds >= lengthSeconds;
  if (isWhole) return joined;
  const dear = parts.flatMap((part) => inputArgs(part));
  await refuseEmpty(path, await ffmpeg([...dear, ...concatenated(parts, true), ...output], signal));
  return joined;
}

/** Each part up to the next, and where `isFilled` silence where it does not reach as far. */
function concatenated(parts: readonly Part[], isFilled: boolean): string[] {
  const labels = parts.map((_, index) => `[part${String(index)}]`);
  const filters = parts.map(({ start, end }, index) => {
    const length = seconds(Math.max(0, end - start));
    return [
      `[${String(index)}:a:0]aresample=${String(RECODED_RATE)}`,
      ...toMono(),
      "aformat=sample_fmts=s16",
      "asetpts=N/SR/TB",
      ...(isFilled ? [`apad=whole_dur=${length}`] : []),
      `atrim=end=${length}`,
    ].join(",");
  });
  const graph = [
    ...filters.map((filter, index) => `${filter}${labels[index] ?? ""}`),
    `${labels.join("")}concat=n=${String(parts.length)}:v=0:a=1`,
  ];
  return ["-filter_complex_threads", "1", "-filter_complex", graph.join(";")];
}
