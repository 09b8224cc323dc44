import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, dataOf, type Schemas } from "./client.js";
import { transcriptKey, type Segment, type Transcript } from "./results.js";

export type TranscriptEdit = Schemas["TranscriptEdit"];
export type TextChange = Schemas["TranscriptChange"]["edits"][number];

const editsKey = (jobId: string) => ["transcript-edits", jobId] as const;

/** What was corrected in the transcript, newest first. */
export function useTranscriptEdits(jobId: string) {
  return useQuery({
    queryKey: editsKey(jobId),
    queryFn: async () =>
      (await dataOf(api.GET("/v1/jobs/{jobId}/transcript/edits", { params: { path: { jobId } } }))).edits,
  });
}

/** Gives segments another text. It is seen at once, and taken back where the service does not take it. */
export function useEditTranscript(jobId: string) {
  const queries = useQueryClient();
  const key = transcriptKey(jobId);
  return useMutation({
    mutationFn: (edits: TextChange[]) =>
      dataOf(api.PATCH("/v1/jobs/{jobId}/transcript", { params: { path: { jobId } }, body: { edits } })),
    onMutate: async (edits) => {
      await queries.cancelQueries({ queryKey: key });
      const before = queries.getQueryData<Transcript>(key);
      if (before !== undefined) queries.setQueryData(key, withEdits(before, edits));
      return before;
    },
    onError: (_error, _edits, before) => {
      if (before !== undefined) queries.setQueryData(key, before);
      // Who was not up to date becomes it.
      void queries.invalidateQueries({ queryKey: key });
    },
    onSuccess: (transcript) => {
      queries.setQueryData(key, transcript);
      void queries.invalidateQueries({ queryKey: editsKey(jobId) });
    },
  });
}

/** Until the service has found the new words' times, a segment that was edited has none. */
function withEdits(transcript: Transcript, edits: readonly TextChange[]): Transcript {
  const texts = new Map(edits.map(({ segmentId, text }) => [segmentId, text]));
  const changed = (segment: Segment): Segment => {
    const text = texts.get(segment.id);
    return text === undefined ? segment : { ...segment, text, words: [] };
  };
  return { ...transcript, segments: transcript.segments.map(changed) };
}
