import { useTranslation } from "react-i18next";
import type { Job } from "../../../api/client.js";
import { isOver } from "../../../api/jobs.js";
import type { Live } from "../../../api/live.js";
import { hasTranscript, useTranscript } from "../../../api/results.js";
import { Button } from "../../../ui/button.js";
import { Notice } from "../../../ui/notice.js";
import { LiveTranscript } from "./live-transcript.js";
import { PaneTitle } from "./pane-title.js";
import toolbar from "./toolbar.module.css";
import { WholeTranscript } from "./whole-transcript.js";
import styles from "./transcript-pane.module.css";

interface Props {
  job: Job;
  title: string;
  live: Live;
  /** Called when something is to be seen here, wherever one looks at present. */
  onShow: () => void;
}

/** What was said: while the job runs as far as it has been heard, then as a whole. */
export function TranscriptPane({ job, title, live, onShow }: Props) {
  const { data: transcript } = useTranscript(job);
  if (transcript !== undefined)
    return <WholeTranscript job={job} title={title} transcript={transcript} onShow={onShow} />;
  return (
    <div className={styles["pane"]}>
      <div className={toolbar["toolbar"]}>
        <PaneTitle title={title} />
      </div>
      {live.parts.length > 0 && !hasTranscript(job) ? <LiveTranscript live={live} /> : <Absence job={job} />}
    </div>
  );
}

/** Why there is nothing to read yet, or at all. */
function Absence({ job }: { job: Job }) {
  const { t } = useTranslation();
  const { error, refetch } = useTranscript(job);
  const why = hasTranscript(job)
    ? t("app.loading")
    : t(isOver(job) ? "entry.transcript.none" : "entry.transcript.soon");
  return (
    <div className={styles["message"]}>
      {error === null ? (
        why
      ) : (
        <Notice tone="bad">
          <p>{error.message}</p>
          <Button onClick={() => void refetch()}>{t("app.retry")}</Button>
        </Notice>
      )}
    </div>
  );
}
