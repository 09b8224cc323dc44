import { Download } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useTranslation } from "react-i18next";
import type { Job } from "../../../api/client.js";
import { hasTranscript } from "../../../api/results.js";
import { Button } from "../../../ui/button.js";
import menu from "../../../ui/menu.module.css";
import styles from "./export-menu.module.css";

const TRANSCRIPT_FORMATS = ["docx", "md", "txt", "srt", "vtt", "json"] as const;
const NOTE_FORMATS = ["md", "json"] as const;

/** Everything of the entry, to be taken along. */
export function ExportMenu({ job, hasNote }: { job: Job; hasNote: boolean }) {
  const { t } = useTranslation();
  const base = `/v1/jobs/${job.id}`;
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <Button look="quiet" aria-label={t("entry.export.title")}>
          <Download size={18} aria-hidden />
          <span className={styles["label"]}>{t("entry.export.title")}</span>
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={menu["menu"]} align="end" collisionPadding={8}>
          {hasNote && (
            <DropdownMenu.Group>
              <DropdownMenu.Label className={styles["group"]}>{t("entry.note.title")}</DropdownMenu.Label>
              {NOTE_FORMATS.map((format) => (
                <Item
                  key={format}
                  href={`${base}/note?format=${format}`}
                  name={t(`entry.export.${format}`)}
                />
              ))}
            </DropdownMenu.Group>
          )}
          {hasTranscript(job) && (
            <DropdownMenu.Group>
              <DropdownMenu.Label className={styles["group"]}>
                {t("entry.transcript.title")}
              </DropdownMenu.Label>
              {TRANSCRIPT_FORMATS.map((format) => (
                <Item
                  key={format}
                  href={`${base}/transcript?format=${format}`}
                  name={t(`entry.export.${format}`)}
                />
              ))}
            </DropdownMenu.Group>
          )}
          <DropdownMenu.Separator className={styles["line"]} />
          <Item href={`${base}/audio`} name={t("entry.export.audio")} />
          <Item href={`/v1/export?jobId=${job.id}`} name={t("entry.export.zip")} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** The service names the file. */
function Item({ href, name }: { href: string; name: string }) {
  return (
    <DropdownMenu.Item asChild>
      <a href={href} download="" className={`${menu["item"] ?? ""} ${styles["item"] ?? ""}`}>
        {name}
      </a>
    </DropdownMenu.Item>
  );
}
