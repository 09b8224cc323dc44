/**
 * Tokens that a text takes at most, about: four ASCII characters make one in every common tokenizer, other characters are
 * counted as one each. Too high for most texts, which is the safe side.
 */
export function estimateTokens(text: string): number {
  const ascii = text.replaceAll(/[^\p{ASCII}]/gu, "").length;
  return Math.ceil(ascii / 4) + (text.length - ascii);
}

/** Cuts a list into runs that fit the budget; an item that is alone too large makes a run of its own. */
export function fitInBudget<Item>(
  items: readonly Item[],
  lineOf: (item: Item, index: number) => string,
  budgetTokens: number,
): Item[][] {
  const runs: Item[][] = [];
  let run: Item[] = [];
  let used = 0;
  for (const [index, item] of items.entries()) {
    const tokens = estimateTokens(lineOf(item, index)) + 1;
    if (run.length > 0 && used + tokens > budgetTokens) {
      runs.push(run);
      [run, used] = [[], 0];
    }
    run.push(item);
    used += tokens;
  }
  return run.length > 0 ? [...runs, run] : runs;
}
