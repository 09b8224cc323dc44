import { pageRank, type Edges } from "./page-rank.js";

/** Pairs are compared with each other, so a day's recording is ranked in blocks, and then the best of the blocks. */
const BLOCK_SENTENCES = 400;
const BEST_OF_BLOCK = 40;

/**
 * TextRank (Mihalcea and Tarau, "TextRank: Bringing Order into Texts", 2004): sentences that share terms recommend each
 * other. Gives each sentence's weight, 1 for the average; a sentence that lost in its block has 0.
 */
export function rankSentences(terms: readonly ReadonlySet<string>[]): number[] {
  const indexes = [...terms.keys()];
  const finalists = indexes.length <= BLOCK_SENTENCES ? indexes : bestOfBlocks(terms, indexes);
  const weights = new Array<number>(terms.length).fill(0);
  for (const [index, weight] of textRank(terms, finalists)) weights[index] = weight;
  return weights;
}

function bestOfBlocks(terms: readonly ReadonlySet<string>[], indexes: number[]): number[] {
  let contenders = indexes;
  while (contenders.length > BLOCK_SENTENCES) {
    const blocks = Math.ceil(contenders.length / BLOCK_SENTENCES);
    contenders = Array.from({ length: blocks }, (_, block) =>
      contenders.slice(block * BLOCK_SENTENCES, (block + 1) * BLOCK_SENTENCES),
    ).flatMap((block) =>
      [...textRank(terms, block)]
        .sort((a, b) => b[1] - a[1] || a[0] - b[0])
        .slice(0, BEST_OF_BLOCK)
        .map(([index]) => index)
        .sort((a, b) => a - b),
    );
  }
  return contenders;
}

function textRank(terms: readonly ReadonlySet<string>[], indexes: number[]): Map<number, number> {
  const ranks = pageRank(similarities(indexes.map((index) => terms[index] ?? new Set())));
  return new Map(indexes.map((index, place) => [index, (ranks[place] ?? 0) * indexes.length]));
}

/** Shared terms over the logarithms of the lengths, the paper's measure; one is added as a single term has logarithm 0. */
function similarities(terms: readonly ReadonlySet<string>[]): Edges[] {
  const logarithms = terms.map(({ size }) => Math.log(size + 1));
  return sharedCounts(terms).map((counts, left) => {
    const edges: Edges = { to: [], weights: [] };
    for (const [right, shared] of counts.entries()) {
      if (shared === 0 || right === left) continue;
      edges.to.push(right);
      edges.weights.push(shared / ((logarithms[left] ?? 0) + (logarithms[right] ?? 0)));
    }
    return edges;
  });
}

/** How many terms each two have in common, by way of the terms: most pairs share none and cost nothing. */
function sharedCounts(terms: readonly ReadonlySet<string>[]): Uint16Array[] {
  const holders = new Map<string, number[]>();
  for (const [place, own] of terms.entries()) {
    for (const term of own) {
      const known = holders.get(term);
      if (known === undefined) holders.set(term, [place]);
      else known.push(place);
    }
  }
  return terms.map((own) => {
    const counts = new Uint16Array(terms.length);
    for (const term of own)
      for (const place of holders.get(term) ?? []) counts[place] = (counts[place] ?? 0) + 1;
    return counts;
  });
}

/** Jaccard's index: 1 for the same terms, 0 for none in common. */
export function overlap(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  let shared = 0;
  for (const term of left) if (right.has(term)) shared += 1;
  return shared === 0 ? 0 : shared / (left.size + right.size - shared);
}
