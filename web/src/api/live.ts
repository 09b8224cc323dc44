import { useEffect, useState } from "react";
import { useQueryClient } from "@tanstack/react-query";
// The document names an event stream's media type, not what its events hold.
import type { LivePart as Part, LiveProgress as Progress } from "../../../src/contracts/http/live.js";
import type { Job } from "./client.js";
import { putIntoLists } from "./jobs.js";
import { takeSlot } from "./live-slots.js";

export interface Live {
  progress: Progress | undefined;
  /** By time. */
  parts: readonly Part[];
}

/** Follows a job by its event stream for as long as `active`; state changes go to the query cache. */
export function useLive(jobId: string, active: boolean): Live {
  const queries = useQueryClient();
  const [live, setLive] = useState<Live>({ progress: undefined, parts: [] });
  useEffect(() => {
    if (!active) return undefined;
    const ending = new AbortController();
    const follow = (): void => {
      const source = new EventSource(`/v1/jobs/${jobId}/events`);
      ending.signal.addEventListener("abort", () => source.close());
      const onState = ({ data }: MessageEvent<string>): void => {
        const job = JSON.parse(data) as Job;
        queries.setQueryData(["job", jobId], job);
        putIntoLists(queries, job);
      };
      const end = (): void => {
        ending.abort();
        void queries.invalidateQueries();
      };
      source.addEventListener("state", onState);
      source.addEventListener("progress", ({ data }: MessageEvent<string>) =>
        setLive((now) => ({ ...now, progress: JSON.parse(data) as Progress })),
      );
      source.addEventListener("part", ({ data }: MessageEvent<string>) =>
        setLive((now) => ({ ...now, parts: withPart(now.parts, JSON.parse(data) as Part) })),
      );
      source.addEventListener("end", (event: MessageEvent<string>) => {
        onState(event);
        end();
      });
      source.addEventListener("erased", end);
    };
    takeSlot(ending.signal, follow);
    return () => ending.abort();
  }, [jobId, active, queries]);
  return live;
}

function withPart(parts: readonly Part[], part: Part): Part[] {
  return [...parts.filter(({ index }) => index !== part.index), part].sort(
    (a, b) => a.startSeconds - b.startSeconds,
  );
}
