/** What was typed into a segment, and what stood there then. */
export interface Draft {
  text: string;
  base: string;
}
export type Drafts = Readonly<Record<number, Draft>>;

const keyOf = (jobId: string): string => `diarist.drafts.${jobId}`;

/** What was typed and is not known to be stored, also by a page that was closed since. */
export function readDrafts(jobId: string): Drafts {
  try {
    return JSON.parse(localStorage.getItem(keyOf(jobId)) ?? "{}") as Drafts;
  } catch {
    return {};
  }
}

export function keepDrafts(jobId: string, drafts: Drafts): void {
  if (Object.keys(drafts).length === 0) localStorage.removeItem(keyOf(jobId));
  else localStorage.setItem(keyOf(jobId), JSON.stringify(drafts));
}

/** The segments' drafts that say something else than what stands there. */
export function changesOf(
  drafts: Drafts,
  segmentIds: readonly number[],
): { segmentId: number; draft: Draft }[] {
  return segmentIds.flatMap((segmentId) => {
    const draft = drafts[segmentId];
    return draft !== undefined && draft.text.trim() !== draft.base.trim() ? [{ segmentId, draft }] : [];
  });
}

export function withoutDrafts(drafts: Drafts, segmentIds: readonly number[]): Drafts {
  return Object.fromEntries(Object.entries(drafts).filter(([id]) => !segmentIds.includes(Number(id))));
}
