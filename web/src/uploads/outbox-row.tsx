import { CircleAlert, CircleArrowUp, CirclePause, Download, RotateCcw, Trash2, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/button.js";
import { ProgressBar } from "../ui/progress-bar.js";
import { useSay } from "../ui/toasts.js";
import { useOutbox } from "./outbox-context.js";
import type { Waiting } from "./outbox.js";
import styles from "./outbox-row.module.css";

export function OutboxRow({ item }: { item: Waiting }) {
  const { t } = useTranslation();
  const outbox = useOutbox();
  const discard = useDiscard(item);
  const refused = item.refusal !== undefined;
  const Icon = refused ? CircleAlert : item.sending ? CircleArrowUp : CirclePause;
  return (
    <li className={styles["row"]}>
      <Icon aria-hidden className={refused ? styles["refused-mark"] : styles["mark"]} />
      <div className={styles["text"]}>
        <span className={styles["name"]}>{item.name}</span>
        <State item={item} />
      </div>
      {refused && (
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
        </>
      )}
      <Button look="icon" aria-label={t("home.discard")} onClick={discard}>
        {refused ? <Trash2 size={18} aria-hidden /> : <X size={18} aria-hidden />}
      </Button>
    </li>
  );
}

function State({ item }: { item: Waiting }) {
  const { t, i18n } = useTranslation();
  if (item.refusal !== undefined) return <span className={styles["refused"]}>{item.refusal}</span>;
  const share = item.sizeBytes === 0 ? 0 : item.sentBytes / item.sizeBytes;
  const percent = new Intl.NumberFormat(i18n.language, { style: "percent" }).format(share);
  const state = item.sending
    ? t("home.sending", { percent })
    : item.putOff === undefined
      ? t("home.waitingToSend")
      : t("home.putOff", { reason: item.putOff });
  return (
    <>
      <span className={styles["state"]}>
        {state}
        {item.unkept && ` ${t("home.unkept")}`}
      </span>
      <span className={styles["progress"]}>
        <ProgressBar share={share} label={t("home.sentShare", { name: item.name })} />
      </span>
    </>
  );
}

/** It may have been the only copy, so there is a way back. */
function useDiscard({ id, name }: Waiting): () => void {
  const { t } = useTranslation();
  const outbox = useOutbox();
  const say = useSay();
  return () => {
    void outbox.discard(id).then((item) => {
      if (item === undefined) return;
      const back = (): void => void outbox.add(item.content, name, item.wishes ?? {});
      say(t("home.discarded", { name }), { label: t("app.undo"), run: back });
    });
  };
}

async function saveCopy(content: Promise<Blob | undefined>, name: string): Promise<void> {
  const blob = await content;
  if (blob === undefined) return;
  const url = URL.createObjectURL(blob);
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
