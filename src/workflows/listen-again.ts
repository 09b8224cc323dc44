import type { JobRef } from "../contracts/activity-io.js";
import type { HeardChunk } from "../domain/assembly-record.js";
import type { ChannelMissing } from "../domain/assembly.js";
import type { AudioInfo } from "../domain/audio.js";
import { inDoubtfulLanguage, mainLanguage } from "../domain/language.js";
import type { JobOptions } from "../domain/job.js";
import type { ChannelSpan } from "../domain/spans.js";
import { media } from "./activities.js";
import { ChunkSupply } from "./chunk-supply.js";
import { transcribeChunks, type Pace, type TranscribedChunk } from "./transcribe-chunks.js";

export interface HeardAgain {
  /** All first hearings; those in a doubtful language were replaced. */
  parts: HeardChunk[];
  again: HeardChunk[];
  missing: ChannelMissing[];
  /** See `AssemblyRecord`. */
  crosstalkKey?: string | undefined;
}

export interface Listening extends JobRef {
  options: JobOptions;
  /** Each channel is a speaker's, and may have what others say. */
  comparesChannels?: boolean;
}

/** An engine that passes over more places than this has another problem than the odd sentence. */
const MOST_GAPS = 200;

/**
 * Listens a second time where the first was in vain: to sound like speech without a word, and to a few words that were
 * taken for another language than the recording's. `firstIndex` is the index of the first chunk to be cut anew.
 */
export async function listenAgain(
  { comparesChannels = false, ...job }: Listening,
  audio: AudioInfo,
  heard: readonly TranscribedChunk[],
  firstIndex: number,
  pace: Pace,
): Promise<HeardAgain> {
  const parts = await inOneLanguage(job, heard, pace);
  const heardParts = parts.map(toHeard);
  const found = await findGaps(job, audio, parts);
  const { jobId, tenantId } = job;
  const compare = (again: HeardChunk[]) =>
    media.compareChannels({ jobId, tenantId, audio, parts: heardParts, again, gaps: found });
  const compared = comparesChannels ? await compare([]) : undefined;
  const gaps = compared?.gaps ?? found;
  const { again, missing } = await fill(job, audio, gaps.slice(0, MOST_GAPS), firstIndex, pace);
  const comparedAgain = compared !== undefined && again.length > 0 ? await compare(again) : compared;
  const tooMany = gaps.slice(MOST_GAPS).map((gap) => ({ ...gap, reason: "not_understood" }));
  return {
    parts: heardParts,
    again,
    missing: [...missing, ...tooMany],
    crosstalkKey: comparedAgain?.crosstalkKey,
  };
}

/** Cuts the gaps out of the recording and has them transcribed with other settings. */
export async function fill(
  job: JobRef & { options: JobOptions },
  audio: AudioInfo,
  gaps: readonly ChannelSpan[],
  firstIndex: number,
  pace: Pace,
): Promise<{ again: HeardChunk[]; missing: ChannelMissing[] }> {
  if (gaps.length === 0) return { again: [], missing: [] };
  const { jobId, tenantId } = job;
  const { chunks } = await media.cutSpans({ jobId, tenantId, audio, spans: [...gaps], firstIndex });
  const supply = new ChunkSupply();
  supply.close(chunks);
  const { parts, missing } = await transcribeChunks({ ...job, secondTry: true }, supply, pace);
  return { again: parts.map(toHeard), missing };
}

async function inOneLanguage(
  job: JobRef & { options: JobOptions },
  heard: readonly TranscribedChunk[],
  pace: Pace,
): Promise<TranscribedChunk[]> {
  const spoken = heard.map((part) => ({
    part,
    language: part.result.language,
    spokenSeconds: part.result.spokenSeconds ?? 0,
  }));
  const doubtful = inDoubtfulLanguage(spoken).map(({ part }) => part.chunk);
  if (job.options.language !== undefined || doubtful.length === 0) return [...heard];
  const supply = new ChunkSupply();
  supply.close(doubtful);
  const options = { ...job.options, language: mainLanguage(spoken) };
  const { parts } = await transcribeChunks({ ...job, options }, supply, pace);
  return heard.map((part) => parts.find(({ chunk }) => chunk.index === part.chunk.index) ?? part);
}

/** Where the engine itself missed words, and where somebody else says that there is sound like speech. */
async function findGaps(
  { jobId, tenantId }: JobRef,
  audio: AudioInfo,
  heard: readonly TranscribedChunk[],
): Promise<ChannelSpan[]> {
  const gaps = (pick: "noticed" | "wordless"): ChannelSpan[] =>
    heard.flatMap(({ chunk, result }) =>
      (result[pick] ?? []).map(([start, end]) => ({
        ...{ start, end },
        ...(chunk.channel === undefined ? {} : { channel: chunk.channel }),
      })),
    );
  const wordless = gaps("wordless");
  const found =
    wordless.length === 0
      ? []
      : (await media.listenForSpeech({ jobId, tenantId, audio, spans: wordless })).spans;
  return [...gaps("noticed"), ...found].sort((a, b) => a.start - b.start);
}

function toHeard({ chunk, partKey }: HeardChunk): HeardChunk {
  return { chunk, partKey };
}
