import type { SearchIndex } from "./port.js";

/** What a ThreadedIndex asks of its thread. */
export type Method = Exclude<keyof SearchIndex, "close">;

export interface Call<M extends Method = Method> {
  id: number;
  method: M;
  args: Parameters<SearchIndex[M]>;
}

export type Reply = { id: number } & ({ result: unknown } | { failure: string });
