import type { HeardChunk } from "../domain/assembly-record.js";
import { sharedGaps, sharedRuns, type SharedSpeech } from "../domain/shared-speech.js";
import { middleOf, type ChannelSpan } from "../domain/spans.js";
import { recognitionSchema, type Word } from "../domain/transcript.js";
import type { ObjectStore } from "../storage/ports.js";
import { readJson } from "./objects.js";

/** Reads what was heard in each channel, one stretch of the recording after the other, and finds what several have at once. */
export async function findSharedSpeech(
  objects: ObjectStore,
  parts: readonly HeardChunk[],
  again: readonly HeardChunk[],
  gaps: readonly ChannelSpan[],
): Promise<SharedSpeech> {
  const shared: SharedSpeech = { runs: [], gaps: [], wordCount: 0 };
  for (const stretch of stretchesOf(parts)) {
    const within = again.filter(({ chunk }) => startsIn(chunk.startSeconds, stretch));
    const words = new Map<number, Word[]>();
    for (const heard of [...stretch, ...within]) {
      const channel = heard.chunk.channel ?? 0;
      words.set(channel, [...(words.get(channel) ?? []), ...(await wordsOf(objects, heard))]);
    }
    const channels = [...words].map(([channel, all]) => ({
      channel,
      words: all.sort((a, b) => a.start - b.start),
    }));
    shared.runs.push(...sharedRuns(channels));
    shared.gaps.push(
      ...sharedGaps(
        channels,
        gaps.filter(({ start }) => startsIn(start, stretch)),
      ),
    );
    shared.wordCount += channels.reduce((sum, channel) => sum + channel.words.length, 0);
  }
  return shared;
}

/** The chunks of all channels that answer for the same stretch, together. */
function stretchesOf(parts: readonly HeardChunk[]): HeardChunk[][] {
  const stretches = new Map<number, HeardChunk[]>();
  for (const part of parts) {
    const { startSeconds } = part.chunk;
    stretches.set(startSeconds, [...(stretches.get(startSeconds) ?? []), part]);
  }
  return [...stretches.values()];
}

function startsIn(seconds: number, [first]: readonly HeardChunk[]): boolean {
  return first !== undefined && seconds >= first.chunk.startSeconds && seconds < first.chunk.endSeconds;
}

/** The words that a chunk answers for, in the recording's time. */
async function wordsOf(objects: ObjectStore, { chunk, partKey }: HeardChunk): Promise<Word[]> {
  const { segments } = await readJson(objects, partKey, recognitionSchema);
  return segments
    .flatMap((segment) => segment.words)
    .map((word) => ({
      ...word,
      start: word.start + chunk.audioStartSeconds,
      end: word.end + chunk.audioStartSeconds,
    }))
    .filter((word) => {
      const middle = middleOf(word);
      return middle >= chunk.startSeconds && middle < chunk.endSeconds;
    });
}
