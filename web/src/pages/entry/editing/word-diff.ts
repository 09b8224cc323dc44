export interface DiffPart {
  kind: "same" | "gone" | "new";
  text: string;
}

/** What of a text was taken out and what came in, word by word: the longest words in common, in order, stay. */
export function wordDiff(before: string, after: string): DiffPart[] {
  const a = wordsOf(before);
  const b = wordsOf(after);
  const common = commonLengths(a, b);
  const parts: DiffPart[] = [];
  const add = (kind: DiffPart["kind"], word: string): void => {
    const last = parts.at(-1);
    if (last?.kind === kind) last.text += ` ${word}`;
    else parts.push({ kind, text: word });
  };
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const [was, is] = [a[i], b[j]];
    if (was !== undefined && was === is) {
      add("same", was);
      i += 1;
      j += 1;
    } else if (
      was !== undefined &&
      (is === undefined || (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0))
    ) {
      add("gone", was);
      i += 1;
    } else if (is !== undefined) {
      add("new", is);
      j += 1;
    }
  }
  return parts;
}

const wordsOf = (text: string): string[] => text.split(/\s+/).filter(Boolean);

/** How many words the rests of both from i and from j have in common, in order. */
function commonLengths(a: readonly string[], b: readonly string[]): number[][] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const [row = [], next = []] = [lengths[i], lengths[i + 1]];
      row[j] = a[i] === b[j] ? (next[j + 1] ?? 0) + 1 : Math.max(next[j] ?? 0, row[j + 1] ?? 0);
    }
  return lengths;
}
