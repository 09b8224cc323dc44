import { useQuery } from "@tanstack/react-query";
import { api, ApiProblem, dataOf, type Job, type Schemas } from "./client.js";

export type Transcript = Schemas["Transcript"];

export type Segment = Transcript["segments"][number];
export type Note = Schemas["Note"];
export type Waveform = Schemas["Waveform"];

/** A transcript may have megabytes: it is not fetched anew each time that its reader comes back to the window. */
const TRANSCRIPT_FRESH_MS = 300_000;
const AGAIN_MS = 2_000;
/** A waveform is measured in a few seconds an hour; who asks again instead has a refusal in the browser's console. */
const PATIENCE_SECONDS = 45;
/** As many as a wide screen has pixels for. */
const PEAKS = 2_000;

/** Whether what was said is there: it is before the note is. */
export const hasTranscript = ({ status }: Job): boolean =>
  status === "completed" || status === "writing_note";

export const transcriptKey = (jobId: string) => ["transcript", jobId] as const;

export function useTranscript(job: Job) {
  return useQuery({
    queryKey: transcriptKey(job.id),
    queryFn: async () =>
      (await dataOf(
        api.GET("/v1/jobs/{jobId}/transcript", { params: { path: { jobId: job.id } } }),
      )) as Transcript,
    enabled: hasTranscript(job),
    staleTime: TRANSCRIPT_FRESH_MS,
    // What comes is another transcript or the same; to compare each of its words costs more than to show it.
    structuralSharing: false,
  });
}

/** Whether there is a note. While it is being written again, or could not be, an earlier one may be there: its title tells. */
export const hasNote = ({ note }: Job): boolean => note.status === "completed" || note.title !== undefined;

/** The note as it is; while it is being written again, the earlier one. */
export function useNote(job: Job) {
  return useQuery({
    // A job that has changed may have another note.
    queryKey: ["note", job.id, job.updatedAt],
    queryFn: () =>
      dataOf(api.GET("/v1/jobs/{jobId}/note", { params: { path: { jobId: job.id } } })) as Promise<Note>,
    enabled: hasNote(job),
    placeholderData: (earlier) => earlier,
    staleTime: Infinity,
  });
}

/** The waveform's peaks, which the service measures when they are asked for the first time. */
export function useWaveform(job: Job) {
  return useQuery({
    queryKey: ["waveform", job.id],
    queryFn: () =>
      dataOf(
        api.GET("/v1/jobs/{jobId}/waveform", {
          params: { path: { jobId: job.id }, query: { resolution: PEAKS } },
          headers: { prefer: `wait=${PATIENCE_SECONDS}` },
        }),
      ),
    enabled: hasTranscript(job),
    staleTime: Infinity,
    retry: (_failures, error) => error instanceof ApiProblem && error.code === "waveform_not_ready",
    retryDelay: AGAIN_MS,
  });
}
