import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Job } from "../../../api/client.js";
import { useTranscript, type Note } from "../../../api/results.js";
import { useSystem } from "../../../api/system.js";
import { sizeText } from "../../../i18n/sizes.js";
import styles from "./note-footer.module.css";

/** How the entry came about, for those who wonder: quietly, at the end. */
export function NoteFooter({ job, note }: { job: Job; note: Note | undefined }) {
  const { t } = useTranslation();
  return (
    <footer className={styles["footer"]}>
      {note !== undefined && (
        <p>
          {note.writer.kind === "extractive"
            ? t("entry.note.extractive")
            : t("entry.note.written", { model: note.writer.model ?? "" })}
        </p>
      )}
      <UnderTheHood job={job} />
    </footer>
  );
}

function UnderTheHood({ job }: { job: Job }) {
  const { t, i18n } = useTranslation();
  const { data: transcript } = useTranscript(job);
  const { data: system } = useSystem();
  const { uiUrl, namespace = "default" } = system?.temporal ?? {};
  const size = job.sizeBytes === undefined ? "" : `, ${sizeText(job.sizeBytes, i18n.language)}`;
  return (
    <details className={styles["hood"]}>
      <summary>{t("entry.hood.title")}</summary>
      <dl>
        <Fact name={t("entry.hood.file")}>{job.fileName + size}</Fact>
        {transcript !== undefined && <Fact name={t("entry.hood.engine")}>{transcript.engine.model}</Fact>}
        <Fact name={t("entry.hood.job")}>
          <code>{job.id}</code>
        </Fact>
        {uiUrl !== undefined && (
          <Fact name="Temporal">
            <a href={workflowUrl(uiUrl, namespace, job.id)} target="_blank" rel="noreferrer">
              {t("entry.hood.workflow")}
            </a>
          </Fact>
        )}
      </dl>
    </details>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Where Temporal's Web UI shows the job at work. */
const workflowUrl = (uiUrl: string, namespace: string, jobId: string): string =>
  `${uiUrl.replace(/\/$/, "")}/namespaces/${namespace}/workflows/transcribe-${jobId}`;
