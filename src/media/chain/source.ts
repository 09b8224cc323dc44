import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Loudness } from "../../domain/cut-plan.js";
import type { Span } from "../../domain/spans.js";
import type { CutLimits, CutPiece, CutSource } from "../cut-source.js";
import { lastNotAbove } from "../direct/search.js";
import { openDirectSource } from "../direct/source.js";
import type { RunFfmpeg } from "../ffmpeg/ffmpeg-process.js";
import { localCopy } from "../ffmpeg/local-copy.js";
import { joinPieces } from "../ffmpeg/join-pieces.js";
import { openFfmpegSource } from "../ffmpeg/source.js";
import { joinedLoudness } from "../loudness.js";
import type { RecordingBytes, WantedPiece, WantedSpan } from "../port.js";
import type { Chain, Link } from "./chain.js";

interface OpenLink extends Span {
  source: CutSource;
}

/**
 * Cuts a chain of recordings, each by its own source. A piece that lies in one of them is that source's; one that reaches
 * over is decoded and joined, since no file can change its codec, rate or channels on the way.
 */
export async function openChainSource(
  ffmpeg: RunFfmpeg,
  recording: RecordingBytes,
  chain: Chain,
  limits: CutLimits,
  signal: AbortSignal,
): Promise<CutSource> {
  const links: OpenLink[] = [];
  const close = async (): Promise<void> => {
    for (const { source } of links) await source.close();
  };

  async function open({ info, range, direct }: Link): Promise<CutSource> {
    if (direct !== undefined) return openDirectSource(ffmpeg, recording, direct, limits, signal);
    const path = await localCopy(recording, signal);
    return openFfmpegSource(ffmpeg, { path, range }, info, limits, signal);
  }
  try {
    for (const link of chain.links) {
      const { startSeconds: start } = link;
      links.push({ start, end: start + link.info.durationSeconds, source: await open(link) });
    }
  } catch (error) {
    await close();
    throw error;
  }
  const starts = links.map(({ start }) => start);

  /** The links that a span lies in, at least one. */
  function linksOf({ start, end }: Span): OpenLink[] {
    const first = lastNotAbove(start, starts);
    return links.slice(first).filter((link, index) => index === 0 || link.start < end);
  }

  async function* cutFrom(link: OpenLink, pieces: readonly WantedPiece[]): AsyncGenerator<CutPiece> {
    const length = link.end - link.start;
    const own = pieces.map((piece) => ({
      ...piece,
      audioStart: Math.max(0, piece.audioStart - link.start),
      audioEnd: Math.min(length, piece.audioEnd - link.start),
    }));
    let index = 0;
    for await (const cut of link.source.cut(own)) {
      yield {
        ...cut,
        wanted: pieces[index] ?? cut.wanted,
        audioStartSeconds: cut.audioStartSeconds + link.start,
      };
      index += 1;
    }
  }

  async function cutAcross(across: readonly OpenLink[], wanted: WantedPiece): Promise<CutPiece> {
    async function* parts(): AsyncGenerator<CutPiece> {
      for (const link of across) yield* cutFrom(link, [wanted]);
    }
    await mkdir(limits.outputFolder, { recursive: true });
    const path = join(limits.outputFolder, `${String(wanted.index).padStart(4, "0")}-joined.flac`);
    const audioStartSeconds = await joinPieces(ffmpeg, recording, parts(), wanted.audioEnd, path, signal);
    return { wanted, content: [{ path }], extension: "flac", audioStartSeconds };
  }

  return {
    longestPieceSeconds: links.reduce((longest, { start, end, source }) => {
      const isDivided = end - start > source.longestPieceSeconds;
      return isDivided ? Math.min(longest, source.longestPieceSeconds) : longest;
    }, Infinity),
    async measure(spans) {
      const measured = spans.map((): Loudness[] => []);
      for (const [link, own] of byLink(spans, linksOf)) {
        const inLink = own.map(({ span }) => ({
          ...span,
          start: Math.max(0, span.start - link.start),
          end: Math.min(link.end, span.end) - link.start,
        }));
        (await link.source.measure(inLink)).forEach((loudness, place) => {
          const startSeconds = loudness.startSeconds + link.start;
          measured[own[place]?.index ?? 0]?.push({ ...loudness, startSeconds });
        });
      }
      return measured.map(joinedLoudness);
    },
    async *cut(pieces) {
      for (const { across, together } of groups(pieces, linksOf)) {
        const [link] = across;
        if (across.length === 1 && link !== undefined) yield* cutFrom(link, together);
        else for (const piece of together) yield await cutAcross(across, piece);
      }
    },
    close,
  };
}

type LinksOf = (span: Span) => OpenLink[];

/** What is wanted of each link, in order. */
function byLink(
  spans: readonly WantedSpan[],
  linksOf: LinksOf,
): Map<OpenLink, { span: WantedSpan; index: number }[]> {
  const wanted = new Map<OpenLink, { span: WantedSpan; index: number }[]>();
  spans.forEach((span, index) => {
    for (const link of linksOf(span)) {
      const own = wanted.get(link) ?? [];
      own.push({ span, index });
      wanted.set(link, own);
    }
  });
  return wanted;
}

/** Those that follow each other in one link are cut at once. */
function groups(
  pieces: readonly WantedPiece[],
  linksOf: LinksOf,
): { across: OpenLink[]; together: WantedPiece[] }[] {
  const found: ReturnType<typeof groups> = [];
  for (const piece of pieces) {
    const across = linksOf({ start: piece.audioStart, end: piece.audioEnd });
    const last = found.at(-1);
    const isSame = across.length === 1 && last?.across.length === 1 && last.across[0] === across[0];
    if (isSame) last.together.push(piece);
    else found.push({ across, together: [piece] });
  }
  return found;
}
