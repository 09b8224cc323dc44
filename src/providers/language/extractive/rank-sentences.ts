import { UndirectedGraph } from "graphology";
import { pagerank } from "graphology-metrics/centrality/index.js";

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
  const graph = new UndirectedGraph();
  for (const index of indexes) graph.addNode(String(index));
  for (const [place, left] of indexes.entries()) {
    for (const right of indexes.slice(place + 1)) {
      const weight = similarity(terms[left], terms[right]);
      if (weight > 0) graph.addUndirectedEdge(String(left), String(right), { weight });
    }
  }
  const ranks = pagerank(graph, { getEdgeWeight: "weight", maxIterations: 1_000 });
  return new Map(indexes.map((index) => [index, (ranks[String(index)] ?? 0) * indexes.length]));
}

/** Shared terms over the logarithms of the lengths, the paper's measure; one is added as a single term has logarithm 0. */
function similarity(left: ReadonlySet<string> = new Set(), right: ReadonlySet<string> = new Set()): number {
  const shared = sharedTerms(left, right);
  return shared === 0 ? 0 : shared / (Math.log(left.size + 1) + Math.log(right.size + 1));
}

/** Jaccard's index: 1 for the same terms, 0 for none in common. */
export function overlap(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  const shared = sharedTerms(left, right);
  return shared === 0 ? 0 : shared / (left.size + right.size - shared);
}

function sharedTerms(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  let shared = 0;
  for (const term of left) if (right.has(term)) shared += 1;
  return shared;
}
