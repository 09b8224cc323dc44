import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { api, dataOf } from "./client.js";

const PAGE_SIZE = 30;
/** After a start the service reads its transcripts again; what it has read so far is found meanwhile. */
const WHILE_INCOMPLETE_MS = 1_500;

export interface SearchWish {
  q: string;
  /** YYYY-MM-DD, both included. */
  from: string | undefined;
  until: string | undefined;
}

/** The places where something was said or noted, best first, page by page. Nothing is asked for while `q` is empty. */
export function useSearchHits({ q, from, until }: SearchWish) {
  return useInfiniteQuery({
    queryKey: ["search", q, from, until],
    queryFn: ({ pageParam, signal }) => {
      const query = {
        ...{ q, limit: PAGE_SIZE },
        ...(from !== undefined && { from }),
        ...(until !== undefined && { until }),
        ...(pageParam !== "" && { cursor: pageParam }),
      };
      return dataOf(api.GET("/v1/search", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: ({ nextCursor }) => nextCursor,
    enabled: q !== "",
    // While a word is being typed the hits of its beginning stay.
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ incomplete }) => incomplete === true) === true ? WHILE_INCOMPLETE_MS : false,
  });
}

type Pages = NonNullable<ReturnType<typeof useSearchHits>["data"]>["pages"];
export type SearchHit = Pages[number]["hits"][number];
