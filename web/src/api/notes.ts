import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, dataOf } from "./client.js";
import type { Note } from "./results.js";

/** Puts a note that was written by hand in the place of the one that is there, which stays among the versions. */
export function useReplaceNote(jobId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (note: Note) =>
      dataOf(api.PUT("/v1/jobs/{jobId}/note", { params: { path: { jobId } }, body: note })),
    onSuccess: (stored) => {
      queries.setQueriesData({ queryKey: ["note", jobId] }, stored);
      void queries.invalidateQueries({ queryKey: ["job", jobId] });
      void queries.invalidateQueries({ queryKey: ["note-versions", jobId] });
    },
  });
}

/** The notes that were there before, newest first. */
export function useNoteVersions(jobId: string) {
  return useQuery({
    queryKey: ["note-versions", jobId],
    queryFn: () => dataOf(api.GET("/v1/jobs/{jobId}/note/versions", { params: { path: { jobId } } })),
    select: ({ versions }) => versions,
  });
}
