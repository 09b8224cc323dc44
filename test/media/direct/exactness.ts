import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { expect } from "vitest";
import type { Span } from "../../../src/domain/spans.js";
import type { DirectRecording, Excerpt, OpenDirectly } from "../../../src/media/direct/port.js";
import { openLocalRecording } from "../../../src/media/local-recording.js";
import { gather } from "../../../src/media/piece-content.js";
import { ffmpegPath, hear } from "../ffmpeg.js";
import { locate, phrases } from "../sound.js";

export const HEARD_RATE = 4_000;
const EXCERPT_SAMPLES = 1_200;
const never = new AbortController().signal;

/** Of a file with one recording in it whose packets are found by a reader. */
export async function open(opener: OpenDirectly, path: string): Promise<DirectRecording | undefined> {
  const opened = await opener(await openLocalRecording(path), never);
  if (opened !== undefined && !("excerpt" in opened)) throw new Error("It is raw, or a chain");
  return opened;
}

export interface Expected {
  durationSeconds: number;
  toleranceSeconds?: number;
  /** Where excerpts cannot be decoded back to back. */
  excerptsAlone?: boolean;
  /** The length of what cannot be cut any more. */
  packetSeconds?: number;
  /** Of the recording's beginning, what decoders do not give. */
  leftOutSeconds?: number;
  /** Of the recording, those that are cut out. */
  spans?: Span[];
}

/**
 * Cuts a recording of `phrases` in several places and proves by decoding that each piece and each excerpt sounds as the
 * recording does at the time it claims: within 25 ms of what ffmpeg hears in the whole, and 50 ms of what was recorded.
 */
export async function expectExactPieces(
  opener: OpenDirectly,
  path: string,
  { durationSeconds, toleranceSeconds = 0.1, spans, excerptsAlone = false, ...expected }: Expected,
): Promise<DirectRecording> {
  const { packetSeconds = 0.3, leftOutSeconds = 0 } = expected;
  const recording = await openLocalRecording(path);
  const direct = await open(opener, path);
  if (direct === undefined) throw new Error("It was not opened");
  expect(Math.abs(direct.info.durationSeconds - durationSeconds)).toBeLessThan(toleranceSeconds);
  const wanted = spans ?? spansOf(direct.info.durationSeconds);
  const whole = await hear(path, HEARD_RATE);
  const original = phrases(durationSeconds, HEARD_RATE);
  function expectSound(heard: Int16Array, from: number, to: number, startSeconds: number): void {
    const places = placesOfSound(heard.subarray(from, to)).map((place) => place + from);
    expect(places.length).toBeGreaterThan(0);
    for (const at of places) {
      const excerpt = heard.subarray(at, at + EXCERPT_SAMPLES);
      const foundAt = startSeconds + (at - from) / HEARD_RATE;
      const found = locate(whole, excerpt, foundAt - leftOutSeconds, HEARD_RATE);
      expect(found.likeness).toBeGreaterThan(0.6);
      expect(Math.abs(found.lateSeconds)).toBeLessThan(0.025);
      expect(Math.abs(locate(original, excerpt, foundAt, HEARD_RATE).lateSeconds)).toBeLessThan(0.05);
    }
  }

  for (const [index, span] of wanted.entries()) {
    const piece = await direct.piece(span);
    const file = `${path}.piece${String(index)}.${piece.extension}`;
    await writeFile(file, await gather(recording, piece.content));
    const heard = await hear(file, HEARD_RATE);
    const heardUntil = piece.audioStartSeconds + heard.length / HEARD_RATE;
    expect(piece.audioStartSeconds).toBeLessThan(span.start + leftOutSeconds + 0.01);
    expect(piece.audioStartSeconds).toBeGreaterThan(span.start - packetSeconds - 0.1);
    expect(heardUntil).toBeGreaterThan(span.end - 0.05);
    expect(heardUntil).toBeLessThan(span.end + packetSeconds);
    expectSound(heard, 0, heard.length, piece.audioStartSeconds);
  }

  const excerpts = [];
  for (const span of wanted) excerpts.push({ span, ...(await direct.excerpt(span)) });
  for (const together of excerptsAlone ? excerpts.map((excerpt) => [excerpt]) : [excerpts]) {
    const heard = await hearTogether(together);
    const total = together.reduce((sum, excerpt) => sum + excerpt.durationSeconds, 0);
    expect(Math.abs(heard.length / HEARD_RATE - total)).toBeLessThan(0.05);
    let at = 0;
    for (const { span, startSeconds, durationSeconds: length } of together) {
      expect(startSeconds).toBeLessThan(span.start + leftOutSeconds + 0.01);
      expect(startSeconds + length).toBeGreaterThan(span.end - 0.05);
      const next = at + length * HEARD_RATE;
      expectSound(heard, Math.round(at), Math.round(next), startSeconds);
      at = next;
    }
  }
  return direct;
}

/** The beginning, the end, and a few places between that lie unevenly. */
function spansOf(durationSeconds: number): Span[] {
  return [
    { start: 0, end: durationSeconds * 0.31 },
    { start: durationSeconds * 0.27, end: durationSeconds * 0.53 },
    { start: durationSeconds * 0.511, end: durationSeconds * 0.7123 },
    { start: durationSeconds * 0.7, end: durationSeconds },
  ];
}

async function hearTogether(excerpts: readonly Excerpt[]): Promise<Int16Array> {
  const format = excerpts[0]?.format ?? "";
  const stdout = await new Promise<Buffer>((resolve, reject) => {
    const child = execFile(
      ffmpegPath,
      ["-nostdin", "-v", "quiet", "-f", format, "-i", "pipe:0", "-map", "0:a:0", "-ac", "1"].concat([
        "-ar",
        String(HEARD_RATE),
        "-f",
        "s16le",
        "pipe:1",
      ]),
      { encoding: "buffer", maxBuffer: 64 * 1024 ** 2 },
      (error, out) => {
        if (error) reject(new Error(error.message));
        else resolve(out);
      },
    );
    child.stdin?.end(Buffer.concat(excerpts.map(({ bytes }) => bytes)));
  });
  return new Int16Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + (stdout.length & ~1)));
}

/** Where sound begins that is loud for the length of an excerpt: the first such place, one in the middle, the last. */
function placesOfSound(heard: Int16Array): number[] {
  const energyFrom = (at: number): number =>
    heard.subarray(at, at + EXCERPT_SAMPLES).reduce((sum, sample) => sum + sample * sample, 0);
  const usual = heard.reduce((sum, sample) => sum + sample * sample, 0) / heard.length;
  const places = [];
  // Decoders settle in the first quarter of a second.
  for (let at = HEARD_RATE / 4; at + EXCERPT_SAMPLES < heard.length; at += 100)
    if (energyFrom(at) >= usual * EXCERPT_SAMPLES) places.push(at);
  return [...new Set([places[0], places[places.length >> 1], places.at(-1)])].filter(
    (place) => place !== undefined,
  );
}
