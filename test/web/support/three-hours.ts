const SENTENCE_SECONDS = 4.3;
const WORDS = 12;

export const SENTENCES = 2_500;

/** What a transcript of three hours of talk holds: a sentence of twelve words every 4.3 seconds. */
export function threeHours() {
  const segments = Array.from({ length: SENTENCES }, (_, id) => {
    const start = id * SENTENCE_SECONDS;
    const words = Array.from({ length: WORDS }, (_word, place) => ({
      word: place === 0 ? `Sentence${id}` : place === WORDS - 1 ? "ends." : `word${place}`,
      start: start + place * 0.3,
      end: start + place * 0.3 + 0.25,
    }));
    const text = words.map(({ word }) => word).join(" ");
    return { id, start, end: start + WORDS * 0.3, text, words };
  });
  return { segments, durationSeconds: SENTENCES * SENTENCE_SECONDS };
}
