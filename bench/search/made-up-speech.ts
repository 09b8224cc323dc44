import type { Segment, Transcript, Word } from "../../src/domain/transcript.js";

const VOCABULARY = 60_000;
const WORDS_AN_HOUR = 9_000;
const WORDS_A_SEGMENT = 12;
const SYLLABLES = [
  "ka",
  "lo",
  "mi",
  "ne",
  "ru",
  "ta",
  "si",
  "vo",
  "pe",
  "du",
  "ha",
  "gi",
  "so",
  "wen",
  "lar",
  "ton",
];

/** The word of a rank, the same each time: common ones are short, as in every language. */
export function wordOfRank(rank: number): string {
  let word = "";
  for (let rest = rank + 1; rest > 0; rest = Math.floor(rest / SYLLABLES.length))
    word += SYLLABLES[rest % SYLLABLES.length] ?? "";
  return word;
}

/** Speech in which words are as common as Zipf's law has them, a time a word. */
export function madeUpTranscript(hours: number, random: () => number): Pick<Transcript, "segments"> {
  const secondsAWord = 3600 / WORDS_AN_HOUR;
  const count = Math.round((hours * WORDS_AN_HOUR) / WORDS_A_SEGMENT);
  const segments = Array.from({ length: count }, (_, id): Segment => {
    const start = id * WORDS_A_SEGMENT * secondsAWord;
    const words = Array.from({ length: WORDS_A_SEGMENT }, (_, place): Word => ({
      word: ` ${wordOfRank(zipf(random))}`,
      start: start + place * secondsAWord,
      end: start + (place + 1) * secondsAWord,
    }));
    const text = `${words.map(({ word }) => word).join("")}.`;
    return { id, start, end: start + WORDS_A_SEGMENT * secondsAWord, text, words };
  });
  return { segments };
}

/** A rank from 0; each is met as often as one over it. */
function zipf(random: () => number): number {
  return Math.floor(Math.exp(random() * Math.log(VOCABULARY + 1))) - 1;
}
