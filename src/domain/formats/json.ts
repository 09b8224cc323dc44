import { jsonWithLists } from "../json-lists.js";
import type { ReadableTranscript } from "../transcript.js";

/** A transcript as it is, in pieces of JSON. */
export function toJson(transcript: ReadableTranscript): Iterable<string> {
  const { segments } = transcript;
  return jsonWithLists({ ...transcript, segments: [] }, { segments });
}
