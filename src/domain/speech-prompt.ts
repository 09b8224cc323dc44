import type { JobOptions } from "./job.js";

/**
 * The prompt that every chunk's request carries. Whisper takes a prompt for what was said before and keeps the last 224
 * tokens of it, so the vocabulary stands at the end, and reads like speech.
 */
export function speechPrompt({
  prompt,
  vocabulary = [],
}: Pick<JobOptions, "prompt" | "vocabulary">): string | undefined {
  const words = vocabulary.length === 0 ? [] : [`${vocabulary.join(", ")}.`];
  const parts = [...(prompt === undefined || prompt.trim() === "" ? [] : [prompt.trim()]), ...words];
  return parts.length === 0 ? undefined : parts.join(" ");
}
