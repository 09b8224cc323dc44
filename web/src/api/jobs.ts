import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type InfiniteData,
  type QueryClient,
} from "@tanstack/react-query";
import { api, dataOf, type Job } from "./client.js";

const PAGE_SIZE = 30;
const REFRESH_MS = 5_000;

export const isOver = ({ status }: Pick<Job, "status">): boolean =>
  status === "completed" || status === "failed" || status === "cancelled";

/** All jobs, newest first, page by page; looked at again while one of them is under way. */
export function useJobs() {
  return useInfiniteQuery({
    queryKey: ["jobs"],
    queryFn: ({ pageParam }) =>
      dataOf(
        api.GET("/v1/jobs", {
          params: { query: { limit: PAGE_SIZE, ...(pageParam !== "" && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ jobs }) => jobs.some((job) => !isOver(job))) === true ? REFRESH_MS : false,
  });
}

/** Lists show at once what is heard of a job. */
export function putIntoLists(queries: QueryClient, job: Job): void {
  queries.setQueryData<InfiniteData<{ jobs: Job[] }>>(
    ["jobs"],
    (list) =>
      list && {
        ...list,
        pages: list.pages.map((page) => ({
          ...page,
          jobs: page.jobs.map((listed) => (listed.id === job.id ? job : listed)),
        })),
      },
  );
}

/** How often a note that is being written is looked after; it takes seconds. */
const NOTE_REFRESH_MS = 1_500;

/** One job; looked at again while something of it is under way, for what its events do not tell, or cannot at present. */
export function useJob(jobId: string) {
  return useQuery({
    queryKey: ["job", jobId],
    queryFn: () => dataOf(api.GET("/v1/jobs/{jobId}", { params: { path: { jobId } } })),
    refetchInterval: ({ state: { data } }) => {
      if (data === undefined) return false;
      if (!isOver(data)) return REFRESH_MS;
      return data.status === "completed" && data.note.status === "pending" ? NOTE_REFRESH_MS : false;
    },
  });
}

export type JobAction = "cancel" | "pause" | "resume" | "retry" | "retry-missing";

/** Whether a failed job would fail alike each time. */
export const isOfTheRecording = ({ failure }: Job): boolean =>
  /^(?:audio_|not_audio|file_empty)/.test(failure?.code ?? "");

/** What a person does to a job; the lists and the job's own page follow. */
export function useJobAction(jobId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (action: JobAction) => dataOf(post(jobId, action)),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ["jobs"] }),
        queries.invalidateQueries({ queryKey: ["job", jobId] }),
      ]),
  });
}

function post(jobId: string, action: JobAction) {
  const init = { params: { path: { jobId } } };
  switch (action) {
    case "cancel":
      return api.POST("/v1/jobs/{jobId}/cancel", init);
    case "pause":
      return api.POST("/v1/jobs/{jobId}/pause", init);
    case "resume":
      return api.POST("/v1/jobs/{jobId}/resume", init);
    case "retry":
      return api.POST("/v1/jobs/{jobId}/retry", init);
    case "retry-missing":
      return api.POST("/v1/jobs/{jobId}/retry-missing", init);
  }
}
