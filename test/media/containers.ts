import { copyFile, readFile, truncate, stat, writeFile } from "node:fs/promises";
import { ffmpeg } from "./ffmpeg.js";

/** One way in which a recording may reach us, made from a WAV. */
export interface Container {
  name: string;
  file: string;
  /** Encoder that the ffmpeg at hand may lack. */
  needs?: string;
  make: (wav: string, file: string) => Promise<void>;
  /** The recordings of which the file consists, where there are several. */
  links?: (file: string) => string[];
  /** Seconds of the sound that are in the file; the whole where absent. */
  keeps?: (durationSeconds: number) => number;
  /** How late the sound may be, where more than one recording does not tell its encoder's delay or ends in padding. */
  latestSeconds?: number;
  /** How far from what players play times may be, where the file does not tell its encoder's delay. */
  heardWithinSeconds?: number;
  /** Of its beginning, what decoders do not give. */
  leftOutSeconds?: number;
  /** How long what cannot be cut may be, where that is more than usual. */
  packetSeconds?: number;
  /** Its header makes a plain player play something else. */
  misleadsPlayers?: boolean;
  /** Extensions that its pieces may have. */
  pieces: readonly string[];
  /** The same for a speech service that takes all formats, where that makes a difference. */
  piecesOfAll?: readonly string[];
}

const encoded =
  (...args: string[]) =>
  (wav: string, file: string): Promise<void> =>
    ffmpeg("-i", wav, ...args, file);

const picture = ["-f", "lavfi", "-i", "testsrc=size=64x64:rate=5"];
const video = (...args: string[]) => {
  return (wav: string, file: string): Promise<void> =>
    ffmpeg(...picture, "-i", wav, "-shortest", "-map", "0", "-map", "1", ...args, file);
};

const OPUS = ["-c:a", "libopus"];

export const CONTAINERS: Container[] = [
  { name: "wav", file: "a.wav", make: copyFile, pieces: ["wav"] },
  { name: "wav, 8 kHz", file: "8k.wav", make: encoded("-ar", "8000"), pieces: ["wav"] },
  {
    name: "wav, 24 bits at 96 kHz",
    file: "96k.wav",
    make: encoded("-ar", "96000", "-c:a", "pcm_s24le"),
    pieces: ["wav"],
  },
  {
    name: "wav, 5.1 at 192 kHz",
    file: "5.1.wav",
    make: encoded("-ar", "192000", "-ac", "6"),
    pieces: ["wav"],
  },
  {
    name: "wav, µ-law",
    file: "mulaw.wav",
    make: encoded("-ar", "8000", "-c:a", "pcm_mulaw"),
    pieces: ["wav"],
  },
  { name: "wav, ADPCM", file: "adpcm.wav", make: encoded("-c:a", "adpcm_ima_wav"), pieces: ["wav"] },
  { name: "aiff", file: "a.aiff", make: encoded(), pieces: ["wav"] },
  { name: "caf", file: "a.caf", make: encoded("-c:a", "pcm_s16be"), pieces: ["wav"] },
  {
    name: "caf, IMA4 as Apple writes it",
    file: "ima4.caf",
    make: async (wav, file) => {
      await ffmpeg("-i", wav, "-c:a", "adpcm_ima_qt", file);
      const bytes = await readFile(file);
      const data = bytes.indexOf("data", 0, "latin1");
      const table = Buffer.alloc(36);
      table.write("pakt", "latin1");
      table.writeBigInt64BE(24n, 4);
      // No packets, but as many samples as there are, and what fills the last packet.
      table.writeBigInt64BE(BigInt(((await stat(wav)).size - 44) / 2), 20);
      table.writeInt32BE(63, 32);
      await writeFile(file, Buffer.concat([bytes.subarray(0, data), table, bytes.subarray(data)]));
    },
    misleadsPlayers: true,
    pieces: ["wav"],
  },
  { name: "flac, stereo", file: "a.flac", make: encoded("-ac", "2"), pieces: ["flac"] },
  { name: "mp3, constant bit rate", file: "cbr.mp3", make: encoded("-b:a", "64k"), pieces: ["mp3"] },
  {
    name: "mp3, 32 kbit/s at 16 kHz",
    file: "low.mp3",
    make: encoded("-ar", "16000", "-b:a", "32k"),
    pieces: ["mp3"],
  },
  { name: "mp3, variable bit rate", file: "vbr.mp3", make: encoded("-q:a", "5"), pieces: ["mp3"] },
  {
    name: "mp3, variable bit rate without an index",
    file: "bare.mp3",
    make: encoded("-q:a", "5", "-write_xing", "0", "-id3v2_version", "0"),
    pieces: ["mp3"],
  },
  {
    name: "mp3 without an index, 16 kHz",
    file: "bare-16k.mp3",
    make: encoded("-q:a", "5", "-ar", "16000", "-write_xing", "0"),
    pieces: ["mp3"],
    latestSeconds: 0.04,
    heardWithinSeconds: 0.04,
    packetSeconds: 0.6,
  },
  { name: "m4a", file: "a.m4a", make: encoded("-b:a", "32k"), pieces: ["m4a"] },
  { name: "m4a, 5.1", file: "5.1.m4a", make: encoded("-ac", "6"), pieces: ["m4a"] },
  { name: "m4a, lossless", file: "alac.m4a", make: encoded("-c:a", "alac"), pieces: ["wav"] },
  { name: "aac without a container", file: "a.aac", make: encoded("-b:a", "64k"), pieces: ["m4a"] },
  {
    name: "aac without a container, 16 kHz",
    file: "16k.aac",
    make: encoded("-b:a", "32k", "-ar", "16000"),
    pieces: ["m4a"],
    latestSeconds: 0.04,
    heardWithinSeconds: 0.04,
  },
  {
    name: "m4a in fragments, 16 kHz",
    file: "fragments-16k.m4a",
    make: encoded("-ar", "16000", "-movflags", "frag_keyframe+empty_moov", "-frag_duration", "1000000"),
    pieces: ["m4a"],
    latestSeconds: 0.04,
    heardWithinSeconds: 0.04,
  },
  {
    name: "mpeg transport stream, 16 kHz",
    file: "16k.ts",
    make: encoded("-ar", "16000", "-c:a", "aac"),
    pieces: ["m4a"],
    latestSeconds: 0.04,
    heardWithinSeconds: 0.04,
  },
  { name: "mp4 with video", file: "v.mp4", make: video("-c:v", "mpeg4", "-c:a", "aac"), pieces: ["m4a"] },
  {
    name: "mov with video",
    file: "v.mov",
    make: video("-c:v", "mjpeg", "-c:a", "pcm_s16le"),
    pieces: ["wav"],
  },
  { name: "ogg/opus", file: "opus.ogg", needs: "libopus", make: encoded("-c:a", "libopus"), pieces: ["ogg"] },
  {
    name: "ogg/vorbis",
    file: "vorbis.ogg",
    needs: "libvorbis",
    make: encoded("-c:a", "libvorbis"),
    pieces: ["ogg"],
  },
  {
    name: "webm from a recorder, without duration and index",
    file: "live.webm",
    needs: "libopus",
    make: encoded("-c:a", "libopus", "-live", "1"),
    pieces: ["webm"],
  },
  { name: "matroska with aac", file: "aac.mkv", make: encoded("-c:a", "aac"), pieces: ["m4a"] },
  {
    name: "ogg with video",
    file: "video.ogv",
    needs: "libopus",
    make: video("-c:v", "libtheora", ...OPUS),
    pieces: ["ogg"],
  },
  {
    name: "3gp/amr",
    file: "a.3gp",
    needs: "libopencore_amrnb",
    make: encoded("-ar", "8000", "-c:a", "libopencore_amrnb", "-b:a", "12.2k"),
    pieces: ["wav"],
    piecesOfAll: ["amr"],
  },
  {
    name: "amr without a container",
    file: "a.amr",
    needs: "libopencore_amrnb",
    make: encoded("-ar", "8000", "-c:a", "libopencore_amrnb", "-b:a", "12.2k"),
    pieces: ["wav"],
    piecesOfAll: ["amr"],
  },
  {
    name: "amr with pauses, which ffmpeg's decoder does not know",
    file: "pauses.amr",
    needs: "libopencore_amrnb",
    make: encoded("-ar", "8000", "-c:a", "libopencore_amrnb", "-b:a", "12.2k", "-dtx", "1"),
    misleadsPlayers: true,
    pieces: ["wav"],
    piecesOfAll: ["wav"],
  },
  {
    name: "amr that breaks off",
    file: "cut.amr",
    needs: "libopencore_amrnb",
    make: async (wav, file) => {
      await ffmpeg("-i", wav, "-ar", "8000", "-c:a", "libopencore_amrnb", "-b:a", "12.2k", file);
      await truncate(file, Math.floor((await stat(file)).size * 0.61));
    },
    keeps: (seconds) => seconds * 0.61,
    pieces: ["wav"],
    piecesOfAll: ["amr"],
  },
  {
    name: "wma",
    file: "a.wma",
    make: encoded("-c:a", "wmav2", "-b:a", "64k"),
    pieces: ["wav"],
    piecesOfAll: ["wma"],
    latestSeconds: 0.005,
    leftOutSeconds: 2_048 / 44_100,
  },
  {
    name: "wma, 8 kHz",
    file: "8k.wma",
    make: encoded("-c:a", "wmav2", "-ar", "8000", "-b:a", "24k"),
    pieces: ["wav"],
    piecesOfAll: ["wma"],
    latestSeconds: 0.005,
    leftOutSeconds: 512 / 8_000,
    packetSeconds: 1.2,
  },
  {
    name: "mp3 that breaks off",
    file: "cut.mp3",
    make: async (wav, file) => {
      await ffmpeg("-i", wav, "-b:a", "64k", file);
      await truncate(file, Math.floor((await stat(file)).size * 0.6));
    },
    keeps: (seconds) => seconds * 0.6,
    pieces: ["mp3"],
  },
  {
    name: "wav whose header claims a second",
    file: "short.wav",
    make: async (wav, file) => {
      const bytes = await readFile(wav);
      const data = bytes.indexOf("data", 0, "latin1");
      bytes.writeUInt32LE(bytes.readUInt32LE(24) * 2, data + 4);
      await writeFile(file, bytes);
    },
    misleadsPlayers: true,
    pieces: ["wav"],
  },
  {
    name: "mp3 whose header claims ten times the length",
    file: "lie.mp3",
    make: async (wav, file) => {
      await ffmpeg("-i", wav, "-q:a", "5", file);
      const bytes = await readFile(file);
      const xing = bytes.indexOf("Xing", 0, "latin1");
      bytes.writeUInt32BE(bytes.readUInt32BE(xing + 8) * 10, xing + 8);
      await writeFile(file, bytes);
    },
    pieces: ["mp3"],
  },
];
