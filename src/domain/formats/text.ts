import type { ReadableTranscript } from "../transcript.js";
import { paragraphsOf } from "./paragraphs.js";

/** Plain text: paragraphs with an empty line between, speakers where they are known, missing parts in their place. */
export function toText(transcript: ReadableTranscript): string {
  const lines = paragraphsOf(transcript).map(({ speaker, text }) =>
    speaker === undefined ? text : `${speaker}: ${text}`,
  );
  return lines.length === 0 ? "" : `${lines.join("\n\n")}\n`;
}
