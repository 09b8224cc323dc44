import { useJob } from "../../api/jobs.js";
import { Page } from "../../ui/page.js";

/** One recording: its note, its transcript, and the sound of both. */
export function EntryPage({ jobId }: { jobId: string }) {
  const { data: job } = useJob(jobId);
  const title = job?.title ?? job?.fileName ?? "…";
  return (
    <Page title={title} wide>
      {null}
    </Page>
  );
}
