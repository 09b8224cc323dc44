/** What a chunk's engine took its speech for, and how much of it there was. */
export interface SpokenLanguage {
  /** ISO 639-1; "und" where there was nothing to tell by. */
  language: string;
  spokenSeconds: number;
}

/** Less speech than this tells a language badly: Whisper goes by the first 30 seconds of what it is given. */
const SURE_SECONDS = 12;
/** How much more of the job's language there has to be for a little of another to be doubted. */
const DOUBT_RATIO = 5;

/** The language that most of the speech is in; "und" (ISO 639-2, undetermined) where there is no speech. */
export function mainLanguage(chunks: readonly SpokenLanguage[]): string {
  const seconds = secondsByLanguage(chunks);
  const [most] = [...seconds].filter(([, spoken]) => spoken > 0).sort((a, b) => b[1] - a[1]);
  return most?.[0] ?? "und";
}

/**
 * The chunks to be heard again in the recording's language: a few words that were taken for another one. A recording that
 * changes its language for longer keeps both.
 */
export function inDoubtfulLanguage<Chunk extends SpokenLanguage>(chunks: readonly Chunk[]): Chunk[] {
  const main = mainLanguage(chunks);
  const seconds = secondsByLanguage(chunks);
  return chunks.filter(({ language, spokenSeconds }) => {
    if (language === main || spokenSeconds === 0 || spokenSeconds >= SURE_SECONDS) return false;
    return (seconds.get(main) ?? 0) >= DOUBT_RATIO * (seconds.get(language) ?? 0);
  });
}

function secondsByLanguage(chunks: readonly SpokenLanguage[]): Map<string, number> {
  const seconds = new Map<string, number>();
  for (const { language, spokenSeconds } of chunks)
    seconds.set(language, (seconds.get(language) ?? 0) + spokenSeconds);
  return seconds;
}
