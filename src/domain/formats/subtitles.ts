import type { ReadableTranscript } from "../transcript.js";
import { cuesOf, type Cue } from "./cues.js";

/** SubRip. A new speaker's name stands before the words. */
export function toSrt(transcript: ReadableTranscript): string {
  return cuesOf(transcript, { named: true })
    .map(
      ({ start, end, lines }, index) =>
        `${index + 1}\n${time(start, ",")} --> ${time(end, ",")}\n${lines.join("\n")}\n`,
    )
    .join("\n");
}

/** WebVTT, https://www.w3.org/TR/webvtt1/. Speakers are voices: `<v Speaker 1>`. */
export function toVtt(transcript: ReadableTranscript): string {
  const cues = cuesOf(transcript, { named: false }).map((cue) => {
    return `${time(cue.start, ".")} --> ${time(cue.end, ".")}\n${voiced(cue)}\n`;
  });
  return ["WEBVTT\n", ...cues].join("\n");
}

function voiced({ lines, speaker }: Cue): string {
  const text = lines.map(escaped).join("\n");
  return speaker === undefined ? text : `<v ${escaped(speaker)}>${text}`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** `01:02:03,456` */
function time(seconds: number, separator: "," | "."): string {
  const milliseconds = Math.round(seconds * 1000);
  const part = (unit: number, size: number): number => Math.floor(milliseconds / unit) % size;
  const padded = (value: number, width = 2): string => String(value).padStart(width, "0");
  const clock = [Math.floor(milliseconds / 3_600_000), part(60_000, 60), part(1000, 60)].map((value) =>
    padded(value),
  );
  return `${clock.join(":")}${separator}${padded(milliseconds % 1000, 3)}`;
}
