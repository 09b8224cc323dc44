import { wordsOf, type FoundWord } from "./words.js";

/** Words that have to stand one after the other. */
export interface Clause {
  words: readonly string[];
  /** The last of them may be the beginning of a longer one. */
  isPrefix: boolean;
  /** Of a word by itself, and not in quotes: as it is written, in small letters. Its other forms are meant too. */
  form?: string;
}

/** In UTF-16 units. */
export interface Span {
  start: number;
  end: number;
}

const QUOTES = /["“”„‟«»]/;
/** Nobody asks for more; each costs a look into the index. */
const MAX_CLAUSES = 24;

/**
 * What a question asks for: all of it, in any order. `"In quotes"` a sequence is meant; the last word may be unfinished, for
 * questions that are asked while they are typed. There is no question that is wrong: what has no words asks for nothing.
 */
export function clausesOf(question: string): Clause[] {
  const parts = question.split(QUOTES);
  const clauses = parts.flatMap((part, index): Clause[] => {
    const isQuoted = index % 2 === 1;
    const isClosed = isQuoted && index < parts.length - 1;
    return (isQuoted ? [part] : part.split(/\s+/))
      .map((each) => wordsOf(each))
      .filter((words) => words.length > 0)
      .map((words) => ({
        words: words.map(({ word }) => word),
        isPrefix: !isClosed,
        ...(!isQuoted && words.length === 1 && { form: words[0]?.written ?? "" }),
      }));
  });
  const last = clauses.length - 1;
  const ended = clauses.map((clause, index) => ({ ...clause, isPrefix: clause.isPrefix && index === last }));
  const different = new Map(
    ended.map((clause) => [`${clause.form ?? ""} ${clause.words.join(" ")}`, clause]),
  );
  return [...different.values()].slice(0, MAX_CLAUSES);
}

/** Where in a text a clause is met; of matches that overlap the first. `isForm` tells other forms of a word that has some. */
export function matchesOf(
  words: readonly FoundWord[],
  { words: wanted, isPrefix }: Clause,
  isForm: (word: FoundWord) => boolean = () => false,
): Span[] {
  const spans: Span[] = [];
  for (let index = 0; index + wanted.length <= words.length; index += 1) {
    const found = words.slice(index, index + wanted.length);
    const isWhole = wanted.every((word, place) => {
      const isLast = place === wanted.length - 1;
      return isPrefix && isLast ? found[place]?.word.startsWith(word) : found[place]?.word === word;
    });
    const [first, last] = [found[0], found.at(-1)];
    if (first === undefined || last === undefined || !(isWhole || isForm(first))) continue;
    spans.push({ start: first.start, end: last.end });
    index += wanted.length - 1;
  }
  return spans;
}
