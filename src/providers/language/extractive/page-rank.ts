/** What one node is joined to, and how strongly; every edge is with both of its nodes. */
export interface Edges {
  to: number[];
  weights: number[];
}

const DAMPING = 0.85;
const TOLERANCE = 1e-6;
const MAX_ROUNDS = 1_000;

/**
 * PageRank (Brin and Page, 1998) of an undirected, weighted graph by power iteration; the ranks add up to 1. The rank of
 * a node without edges goes to all alike.
 */
export function pageRank(nodes: readonly Edges[]): Float64Array {
  const count = nodes.length;
  const strengths = nodes.map(({ weights }) => weights.reduce((sum, weight) => sum + weight, 0));
  let ranks = new Float64Array(count).fill(1 / count);
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const last = ranks;
    // What each node gives for one unit of weight.
    const given = last.map((rank, node) =>
      strengths[node] === 0 ? 0 : (DAMPING * rank) / (strengths[node] ?? 1),
    );
    const lone = last.reduce((sum, rank, node) => (strengths[node] === 0 ? sum + rank : sum), 0);
    const base = (DAMPING * lone + 1 - DAMPING) / count;
    ranks = Float64Array.from(nodes, ({ to, weights }) => {
      let rank = base;
      for (let edge = 0; edge < to.length; edge += 1)
        rank += (weights[edge] ?? 0) * (given[to[edge] ?? 0] ?? 0);
      return rank;
    });
    const change = ranks.reduce((sum, rank, node) => sum + Math.abs(rank - (last[node] ?? 0)), 0);
    if (change < count * TOLERANCE) break;
  }
  return ranks;
}
