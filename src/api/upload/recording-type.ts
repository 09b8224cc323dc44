import { fileTypeFromBuffer } from "file-type";

/** How much of a file's start recordingType() wants to see: what file-type itself reads. */
export const HEAD_BYTES = 4_100;

/** Kinds outside audio/* and video/* that hold recordings. */
const OTHER_RECORDINGS = new Set([
  "application/ogg",
  "application/mxf",
  "application/vnd.ms-asf",
  "application/vnd.rn-realmedia",
]);

/** Kinds within audio/* that are scores to be played, not recordings. */
const SCORES = new Set(["audio/midi", "audio/x-it", "audio/x-s3m", "audio/x-xm"]);

/** Recordings that ffmpeg reads and file-type does not know: bytes at the file's start, `.` for any byte. */
const SIGNATURES: readonly { type: string; pattern: RegExp }[] = [
  // Known to file-type only where all of its header lies within the first bytes.
  { type: "application/vnd.ms-asf", pattern: /^\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9/ },
  { type: "audio/wav", pattern: /^(RF64|BW64|RIFX)....WAVE/s },
  { type: "audio/x-w64", pattern: /^riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb/ },
  { type: "audio/basic", pattern: /^\.snd\0/ },
  { type: "audio/x-nist", pattern: /^NIST_1A\n/ },
  { type: "audio/x-sox", pattern: /^(\.SoX|XoS\.)/ },
  { type: "audio/x-tta", pattern: /^TTA[12]/ },
  { type: "audio/x-tak", pattern: /^tBaK/ },
  { type: "audio/vnd.dts", pattern: /^(\x7f\xfe\x80\x01|\xfe\x7f\x01\x80|\x1f\xff\xe8\0|\xff\x1f\0\xe8)/ },
  // LATM: eleven bits of sync word, thirteen of length, then the next sync word is too far to look at.
  { type: "audio/mp4a-latm", pattern: /^\x56[\xe0-\xff]/ },
  { type: "video/x-nut", pattern: /^nut\/multimedia container\0/ },
];

/**
 * The media type of a recording, told from the first bytes of it and not from any name; undefined for all else. Whether it
 * can be decoded is for ffmpeg to find out later.
 */
export async function recordingType(head: Uint8Array): Promise<string | undefined> {
  const found = await fileTypeFromBuffer(head);
  if (found !== undefined) return isRecording(found.mime) ? found.mime : undefined;
  const start = Buffer.from(head.subarray(0, 64)).toString("latin1");
  return SIGNATURES.find(({ pattern }) => pattern.test(start))?.type;
}

function isRecording(type: string): boolean {
  if (SCORES.has(type)) return false;
  return type.startsWith("audio/") || type.startsWith("video/") || OTHER_RECORDINGS.has(type);
}
