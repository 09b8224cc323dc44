import { useTranslation } from "react-i18next";
import { OutboxRow } from "./outbox-row.js";
import { useWaiting } from "./outbox-context.js";
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
