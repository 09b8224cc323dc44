import type { CutSource } from "./cut-source.js";

/** A source that gives one channel wherever all together are asked for. */
export function hearing(heardChannel: number | undefined, source: CutSource): CutSource {
  if (heardChannel === undefined) return source;
  const ofOne = <Wanted extends { channel?: number | undefined }>(wanted: readonly Wanted[]): Wanted[] =>
    wanted.map((each) => ({ ...each, channel: each.channel ?? heardChannel }));
  return {
    longestPieceSeconds: source.longestPieceSeconds,
    measure: (spans) => source.measure(ofOne(spans)),
    async *cut(pieces) {
      let index = 0;
      for await (const cut of source.cut(ofOne(pieces))) {
        // It stands for the whole recording, and not for that channel.
        yield { ...cut, wanted: pieces[index] ?? cut.wanted };
        index += 1;
      }
    },
    close: () => source.close(),
  };
}
