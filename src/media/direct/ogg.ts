import { gather } from "../piece-content.js";
import type { PieceContent, RecordingBytes } from "../port.js";
import type { Span } from "../../domain/spans.js";
import { MOST_DRIFT_SECONDS } from "./drift.js";
import { cutPages, type CutPages } from "./ogg/cut.js";
import { headerPages, withoutPreSkip } from "./ogg/file.js";
import { readLinks } from "./ogg/links.js";
import type { OggStream } from "./ogg/scan.js";
import { MOST_PAGE_BYTES } from "./ogg/page.js";
import type { DirectLink, DirectRecording, OpenDirectly } from "./port.js";
import { BEGINNING_BYTES, beginsRecording } from "./rest/beginnings.js";

/** Longer ones do not fit on one page behind the tags. */
const MOST_SETUP_BYTES = 60_000;
const HEADER_PAGES = 2;

/** Opus and Vorbis in Ogg, one stream without gaps, or links of whatever kind. */
export const openOgg: OpenDirectly = async (recording, signal) => {
  const links: DirectLink[] = [];
  for (const { from, to, pagesEnd, stream } of await readLinks(recording, signal)) {
    const isFollowed = pagesEnd < to && (await beginsBehind(recording, pagesEnd));
    // The last page of what breaks off is shorter.
    const isWhole = isFollowed || to - pagesEnd <= MOST_PAGE_BYTES;
    const direct = stream && isWhole ? await openStream(recording, stream) : undefined;
    links.push({ from, to: isFollowed ? pagesEnd : to, direct });
    if (isFollowed) return { links, restAt: pagesEnd };
  }
  const [first] = links;
  if (first?.from === 0 && first.to === recording.sizeBytes) return first.direct;
  return first && { links };
};

async function beginsBehind(recording: RecordingBytes, at: number): Promise<boolean> {
  return beginsRecording(await recording.read(at, at + BEGINNING_BYTES), recording.sizeBytes - at);
}

async function openStream(
  recording: RecordingBytes,
  stream: OggStream,
): Promise<DirectRecording | undefined> {
  const { codec, head, pagesAt, endAt } = stream;
  const { granuleRate, preSkip } = codec;
  const setup = await gather(recording, stream.setup);
  if (stream.mostDrift > MOST_DRIFT_SECONDS * granuleRate || setup.length > MOST_SETUP_BYTES)
    return undefined;
  const durationSeconds = (stream.endTime - preSkip) / granuleRate;
  if (durationSeconds <= 0) return undefined;

  async function pagesOf({ start, end }: Span): Promise<CutPages> {
    // What decoders need before may be what they throw away anyway.
    const lead = Math.max(0, codec.leadSamples - preSkip);
    const pages = await cutPages(recording, stream, start * granuleRate - lead, end * granuleRate + preSkip);
    if (pages === undefined) throw new Error("A page of the recording has changed");
    return pages;
  }
  const fileOf = ({ sequence, content }: CutPages, ownHead: Buffer): PieceContent[] => [
    { bytes: headerPages(codec.name, ownHead, setup, stream.serial, sequence - HEADER_PAGES) },
    ...stream.setup,
    ...content,
  ];

  return {
    info: {
      durationSeconds,
      codec: codec.name,
      container: "ogg",
      channels: codec.channels,
      sampleRate: codec.sampleRate,
    },
    soundBytes: endAt - (pagesAt[0] ?? 0),
    async piece(span) {
      const pages = await pagesOf(span);
      return {
        content: fileOf(pages, head),
        extension: "ogg",
        audioStartSeconds: (codec.firstIsMute ? pages.firstEnd : pages.firstBegin) / granuleRate,
      };
    },
    async excerpt(span) {
      // Vorbis decoders go on where the excerpt before ended, by a packet more or less: those are to be decoded one by one.
      const pages = await pagesOf(span);
      const startTime = codec.firstIsMute ? pages.firstEnd : pages.firstBegin - preSkip;
      return {
        startSeconds: startTime / granuleRate,
        durationSeconds: (pages.end - (codec.firstIsMute ? pages.firstEnd : pages.firstBegin)) / granuleRate,
        format: "ogg",
        bytes: await gather(recording, fileOf(pages, withoutPreSkip(codec.name, head))),
      };
    },
  };
}
