import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ApiProblem, dataOf, type Schemas } from "./client.js";

const PAGE_SIZE = 50;

export type Key = Schemas["Key"];
export type Scope = Key["scopes"][number];
export type NewKey = Schemas["NewKey"];

export const SCOPES: readonly Scope[] = ["jobs:read", "jobs:write", "keys:write", "webhooks:write"];

export const isValid = ({ revokedAt, expiresAt }: Key, now = Date.now()): boolean =>
  revokedAt === undefined && (expiresAt === undefined || Date.parse(expiresAt) > now);

/** Newest first, those that are no longer valid too. */
export function useKeys() {
  return useInfiniteQuery({
    queryKey: ["keys"],
    queryFn: ({ pageParam }) =>
      dataOf(
        api.GET("/v1/keys", {
          params: { query: { limit: PAGE_SIZE, ...(pageParam !== "" && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

export function useMakeKey() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewKey) => dataOf(api.POST("/v1/keys", { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["keys"] }),
    // What it answered holds the key: it is forgotten with the window that shows it.
    gcTime: 0,
  });
}

export function useRevokeKey() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (keyId: string) => {
      const { response } = await api.DELETE("/v1/keys/{keyId}", { params: { path: { keyId } } });
      if (!response.ok)
        throw new ApiProblem("unknown", response.status, `The service answered ${response.status}.`);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["keys"] }),
  });
}
