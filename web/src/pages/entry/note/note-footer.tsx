import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Job } from "../../../api/client.js";
import { useTranscript, type Note } from "../../../api/results.js";
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
  const megabytes = new Intl.NumberFormat(i18n.language, {
    style: "unit",
    unit: "megabyte",
    maximumFractionDigits: 1,
  });
  const size = job.sizeBytes === undefined ? "" : `, ${megabytes.format(job.sizeBytes / 1_000_000)}`;
  return (
    <details className={styles["hood"]}>
      <summary>{t("entry.hood.title")}</summary>
      <dl>
        <Fact name={t("entry.hood.file")}>{job.fileName + size}</Fact>
        {transcript !== undefined && <Fact name={t("entry.hood.engine")}>{transcript.engine.model}</Fact>}
        <Fact name={t("entry.hood.job")}>
          <code>{job.id}</code>
        </Fact>
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
