import { useTranslation } from "react-i18next";
import { ApiProblem } from "../../api/client.js";
import { useJob } from "../../api/jobs.js";
import { Button } from "../../ui/button.js";
import { Notice } from "../../ui/notice.js";
import { Page } from "../../ui/page.js";
import { Entry } from "./entry.js";
import { PlayerProvider } from "./player/player-context.js";

/** One recording: its note, its transcript, and the sound of both. */
export function EntryPage({ jobId }: { jobId: string }) {
  const { t } = useTranslation();
  const { data: job, error, refetch } = useJob(jobId);
  if (job !== undefined)
    return (
      <PlayerProvider
        jobId={jobId}
        // One that comes from an address is not there before it has been fetched.
        hasRecording={job.sha256 !== undefined}
        durationSeconds={job.durationSeconds}
      >
        <Entry job={job} />
      </PlayerProvider>
    );
  if (error === null) return null;
  // An id of no form is no job's id either.
  const isGone = error instanceof ApiProblem && (error.status === 404 || error.status === 400);
  return (
    <Page title={t(isGone ? "entry.gone" : "entry.unreachable")}>
      <Notice tone="bad">
        <p>{isGone ? t("entry.goneHint") : error.message}</p>
        {!isGone && <Button onClick={() => void refetch()}>{t("app.retry")}</Button>}
      </Notice>
    </Page>
  );
}
