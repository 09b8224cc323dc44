import { appendFile, readFile, writeFile } from "node:fs/promises";
import type { Container } from "./containers.js";
import { ffmpeg } from "./ffmpeg.js";

/** Recordings one behind the other in a file: of each so many seconds of the sound, how it is encoded, and its file's extension. */
function chain(
  name: string,
  file: string,
  recordings: readonly string[],
  pieces: readonly string[],
  more: Partial<Container> = {},
): Container {
  const parsed = recordings.map((recording) => recording.split(" "));
  const links = (path: string): string[] =>
    parsed.map((words, index) => `${path}.${String(index)}.${words.at(-1) ?? ""}`);
  async function make(wav: string, path: string): Promise<void> {
    let from = 0;
    const outputs = links(path).map((output, index) => {
      const [seconds = "", ...args] = parsed[index]?.slice(0, -1) ?? [];
      const start = from;
      from += Number(seconds);
      return ["-ss", String(start), "-t", seconds, ...args, output];
    });
    await ffmpeg("-i", wav, ...outputs.flat());
    await writeFile(path, "");
    for (const link of links(path)) await appendFile(path, await readFile(link));
  }
  return { name, file, pieces, make, links, ...more };
}

/** More than there is. */
const REST = "99";
const OPUS = "-c:a libopus";
const LIVE = `${OPUS} -live 1`;
const VORBIS = "-c:a libvorbis";
const AMR = "-ar 8000 -c:a libopencore_amrnb";
const FRAGMENTED = "-movflags +empty_moov+default_base_moof -frag_duration 500000";

const NEEDS_OPUS = { needs: "libopus" };
const NEEDS_VORBIS = { needs: "libvorbis" };
/** Exact against what was recorded. */
const EXACT = { ...NEEDS_OPUS, misleadsPlayers: true };
/** Where more than one recording does not tell its encoder's delay, or ends in padding. */
const LATE = { latestSeconds: 0.15 };

export const CHAINS: Container[] = [
  chain(
    "ogg after ogg, one recorder's",
    "chain.ogg",
    [`17 ${OPUS} ogg`, `${REST} ${OPUS} ogg`],
    ["ogg", "flac"],
    EXACT,
  ),
  chain(
    "ogg after ogg, mono and stereo",
    "stereo-chain.ogg",
    [`17 ${OPUS} ogg`, `${REST} ${OPUS} -ac 2 ogg`],
    ["ogg", "flac"],
    EXACT,
  ),
  chain(
    "ogg after ogg, at other rates",
    "rates.ogg",
    [`13.7 ${VORBIS} ogg`, `${REST} ${VORBIS} -ar 48000 -ac 2 ogg`],
    ["ogg", "flac"],
    { ...EXACT, ...NEEDS_VORBIS },
  ),
  chain(
    "ogg after ogg, of other codecs",
    "codecs.ogg",
    [`10 ${VORBIS} ogg`, "4.2 -c:a flac ogg", `3.3 ${OPUS} ogg`, `${REST} -c:a flac -ac 2 ogg`],
    ["flac"],
    EXACT,
  ),
  chain(
    "ogg after ogg, with one number for all",
    "serial.ogg",
    [14, 9, REST].map((seconds, index) => {
      const channels = String(1 + (index % 2));
      return `${String(seconds)} ${OPUS} -ac ${channels} -fflags +bitexact -serial_offset 7 ogg`;
    }),
    ["ogg", "flac"],
    EXACT,
  ),
  chain(
    "ogg after ogg, each a word long",
    "words.ogg",
    [
      ...Array.from({ length: 40 }, (_, index) => {
        const codec = index % 3 === 0 ? VORBIS : OPUS;
        return `0.3 ${codec} -ac ${String(1 + (index % 2))} ogg`;
      }),
      `${REST} ${OPUS} ogg`,
    ],
    ["ogg", "flac"],
    EXACT,
  ),
  chain("wav after wav", "two.wav", ["17 wav", `${REST} wav`], ["wav", "flac"]),
  chain(
    "wav after wav, at other rates, of other samples",
    "rates.wav",
    ["13.7 -c:a pcm_u8 -ar 8001 wav", "9 -ac 2 wav", `${REST} -c:a pcm_f32le wav`],
    ["wav", "flac"],
  ),
  chain(
    "wav after wav, of ADPCM",
    "adpcms.wav",
    ["17 -c:a adpcm_ima_wav wav", `${REST} -c:a adpcm_ms wav`],
    ["wav", "flac"],
    LATE,
  ),
  chain(
    "w64 after rf64",
    "large.wav",
    ["17 -rf64 always wav", "9 -ac 2 w64", `${REST} w64`],
    ["wav", "flac"],
  ),
  chain("aiff after aiff", "two.aiff", ["17 aiff", `${REST} -ar 48000 -ac 2 aiff`], ["wav", "flac"]),
  chain(
    "caf after caf",
    "two.caf",
    ["17 -c:a pcm_s16be caf", `${REST} -ar 22050 -c:a pcm_s24le caf`],
    ["wav", "flac"],
  ),
  chain("flac after flac", "two.flac", ["17 flac", `${REST} flac`], ["flac"]),
  chain("flac after flac, equally long", "equal.flac", ["18 flac", `${REST} flac`], ["flac"]),
  chain(
    "flac after flac, at another rate",
    "rates.flac",
    ["13.7 flac", `${REST} -ar 16000 -ac 2 flac`],
    ["flac"],
  ),
  chain(
    "mp3 after mp3, at another rate",
    "rates.mp3",
    ["17 -b:a 64k mp3", `${REST} -ar 22050 -ac 2 mp3`],
    ["mp3", "flac"],
  ),
  chain("m4a after m4a", "two.m4a", ["17 m4a", `${REST} m4a`], ["m4a", "flac"]),
  chain(
    "m4a after m4a, index first, at another rate, lossless",
    "kinds.m4a",
    ["13.7 -movflags +faststart m4a", "9 -ar 16000 -ac 2 m4a", `${REST} -c:a alac m4a`],
    ["m4a", "flac", "wav"],
  ),
  chain(
    "mp4 after mp4, fragmented",
    "two.mp4",
    [`17 ${FRAGMENTED} mp4`, `${REST} ${FRAGMENTED} mp4`],
    ["m4a", "flac"],
    LATE,
  ),
  chain(
    "webm after webm, a browser's sessions",
    "sessions.webm",
    [`17 ${LIVE} webm`, `${REST} ${LIVE} webm`],
    ["webm", "flac"],
    NEEDS_OPUS,
  ),
  chain(
    "webm after webm, with indexes, mono and stereo",
    "indexes.webm",
    [`13.7 ${OPUS} webm`, `9 ${OPUS} -ac 2 webm`, `${REST} ${LIVE} webm`],
    ["webm", "flac"],
    NEEDS_OPUS,
  ),
  chain(
    "webm after webm, of vorbis",
    "vorbis.webm",
    [`17 ${VORBIS} -live 1 webm`, `${REST} ${VORBIS} -ac 2 webm`],
    ["ogg", "flac"],
    { ...NEEDS_VORBIS, ...LATE },
  ),
  chain(
    "wma after wma",
    "two.wma",
    ["17 -c:a wmav2 wma", `${REST} -c:a wmav2 -ac 2 wma`],
    ["wav", "flac"],
    LATE,
  ),
  chain(
    "aac after aac without a container, at another rate",
    "rates.aac",
    ["17 aac", `${REST} -ar 16000 aac`],
    ["m4a", "flac"],
    { heardWithinSeconds: 0.04, ...LATE },
  ),
  chain(
    "amr after amr without a container, at another bit rate",
    "rates.amr",
    [`17 ${AMR} -b:a 12.2k amr`, `${REST} ${AMR} -b:a 7.95k amr`],
    ["wav", "flac"],
    { needs: "libopencore_amrnb", piecesOfAll: ["amr", "flac"], ...LATE },
  ),
  chain(
    "one recording of each kind",
    "kinds.mix",
    [
      ...["3.1 wav", "2.9 m4a", `3 ${LIVE} webm`, "3 flac", "3 aiff", "3 -b:a 64k mp3", "3 caf"],
      ...[`3 ${OPUS} ogg`, "3 -movflags +empty_moov mp4", "3 -c:a wmav2 wma", `${REST} -ar 8000 wav`],
    ],
    ["flac", "wav"],
    { ...NEEDS_OPUS, ...LATE },
  ),
];
