import { Download, RotateCcw, Trash2, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/button.js";
import { useOutbox, useWaiting } from "./outbox-context.js";
import type { Waiting } from "./outbox.js";
import styles from "./outbox-list.module.css";

/** What has not arrived yet, and what the service will not have. */
export function OutboxList() {
  const { t } = useTranslation();
  const waiting = useWaiting();
  if (waiting.length === 0) return null;
  return (
    <section aria-labelledby="outbox-title" className={styles["section"]}>
      <h2 id="outbox-title" className={styles["title"]}>
        {t("home.outbox")}
      </h2>
      <ul role="list">
        {waiting.map((item) => (
          <OutboxRow key={item.id} item={item} />
        ))}
      </ul>
    </section>
  );
}

function OutboxRow({ item }: { item: Waiting }) {
  const { t, i18n } = useTranslation();
  const outbox = useOutbox();
  const share = item.sizeBytes === 0 ? 0 : item.sentBytes / item.sizeBytes;
  const percent = new Intl.NumberFormat(i18n.language, { style: "percent" }).format(share);
  const refused = item.refusal !== undefined;
  return (
    <li className={styles["row"]}>
      <div className={styles["text"]}>
        <span className={styles["name"]}>{item.name}</span>
        <span className={refused ? styles["refused"] : styles["state"]}>
          {item.refusal ?? (item.sending ? t("home.sending", { percent }) : t("home.waitingToSend"))}
          {item.unkept && !refused && ` ${t("home.unkept")}`}
        </span>
        {!refused && (
          <progress
            value={share}
            max={1}
            aria-label={t("home.sentShare", { name: item.name })}
            className={styles["bar"]}
          />
        )}
      </div>
      {refused ? (
        <>
          <Button look="icon" aria-label={t("app.retry")} onClick={() => void outbox.retry(item.id)}>
            <RotateCcw size={18} aria-hidden />
          </Button>
          <Button
            look="icon"
            aria-label={t("home.saveCopy")}
            onClick={() => void saveCopy(outbox.contentOf(item.id), item.name)}
          >
            <Download size={18} aria-hidden />
          </Button>
          <Button look="icon" aria-label={t("home.discard")} onClick={() => void outbox.discard(item.id)}>
            <Trash2 size={18} aria-hidden />
          </Button>
        </>
      ) : (
        <Button look="icon" aria-label={t("home.discard")} onClick={() => void outbox.discard(item.id)}>
          <X size={18} aria-hidden />
        </Button>
      )}
    </li>
  );
}

async function saveCopy(content: Promise<Blob | undefined>, name: string): Promise<void> {
  const blob = await content;
  if (blob === undefined) return;
  const url = URL.createObjectURL(blob);
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
