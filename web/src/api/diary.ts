import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, dataOf } from "./client.js";

/** After a start the service reads its notes again; what it has read so far is shown meanwhile. */
const WHILE_INCOMPLETE_MS = 1_500;

/** The entries whose notes are of the days from `from` to `until` (YYYY-MM-DD, both included), by date. */
export function useDiary(from: string, until: string) {
  return useQuery({
    queryKey: ["diary", from, until],
    queryFn: () => dataOf(api.GET("/v1/diary", { params: { query: { from, until } } })),
    // What is shown stays until the next month is there.
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.incomplete === true ? WHILE_INCOMPLETE_MS : false),
    select: ({ entries }) => entries,
  });
}

export type DiaryEntry = NonNullable<ReturnType<typeof useDiary>["data"]>[number];
