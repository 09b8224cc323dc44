import { openChunked } from "./chunked.js";
import { openFlac } from "./flac.js";
import { openFramed } from "./framed.js";
import { openMp3 } from "./mp3/mp3.js";
import { openMp4 } from "./mp4.js";
import { openOgg } from "./ogg.js";
import { inWhole, partOf } from "./part.js";
import type { DirectLink, OpenDirectly, Opened } from "./port.js";
import { openWebm } from "./webm/webm.js";

/** All readers; each knows its own kind by the first bytes. */
const READERS: readonly OpenDirectly[] = [
  openMp4,
  openFlac,
  openOgg,
  openWebm,
  openChunked,
  openFramed,
  openMp3,
];

/** Opens a recording, or all that follow each other in the same file, without ffmpeg; undefined where only ffmpeg can. */
export const openDirectly: OpenDirectly = async (recording, signal, formats) => {
  const first = await openOne(recording, signal, formats);
  if (first === undefined || !("links" in first)) return first;
  const links = [...first.links];
  let { restAt } = first;
  while (restAt !== undefined) {
    const at: number = restAt;
    const rest = partOf(recording, at, recording.sizeBytes);
    const opened = await openOne(rest, signal, formats);
    const isChain = opened !== undefined && "links" in opened;
    const own = isChain ? opened.links : [{ from: 0, to: rest.sizeBytes, direct: opened }];
    for (const link of own) links.push(linkInWhole(link, at));
    restAt = isChain && opened.restAt !== undefined ? at + opened.restAt : undefined;
  }
  return { links };
};

async function openOne(...given: Parameters<OpenDirectly>): Promise<Opened | undefined> {
  for (const open of READERS) {
    const opened = await open(...given);
    if (opened !== undefined) return opened;
  }
  return undefined;
}

function linkInWhole({ from, to, direct }: DirectLink, by: number): DirectLink {
  return { from: from + by, to: to + by, direct: direct && inWhole(direct, by) };
}
