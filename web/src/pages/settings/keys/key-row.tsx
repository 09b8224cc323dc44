import { useTranslation } from "react-i18next";
import { isValid, type Key } from "../../../api/keys.js";
import { regional } from "../../../i18n/times.js";
import { Button } from "../../../ui/button.js";
import styles from "../settings.module.css";
import { SCOPE_TEXTS } from "./scope-texts.js";

/** One key: what it is called, what it may do, since when, and whether anything uses it. */
export function KeyRow({ apiKey, onRevoke }: { apiKey: Key; onRevoke?: () => void }) {
  const { t, i18n } = useTranslation();
  const { id, name, scopes, createdAt, lastUsedAt, expiresAt, revokedAt } = apiKey;
  const day = (time: string): string =>
    new Date(time).toLocaleDateString(regional(i18n.language), { dateStyle: "medium" });
  const facts = [
    t("looking.settings.keys.created", { when: day(createdAt) }),
    lastUsedAt === undefined
      ? t("looking.settings.keys.unused")
      : t("looking.settings.keys.used", { when: day(lastUsedAt) }),
    validity(),
  ];
  return (
    <li className={styles["row"]}>
      <div className={styles["rowText"]}>
        <span>
          <strong>{name}</strong> <code className={styles["soft"]}>{id}</code>
        </span>
        <span className={styles["soft"]}>{scopes.map((scope) => t(SCOPE_TEXTS[scope])).join(" · ")}</span>
        <span className={styles["soft"]}>{facts.filter(Boolean).join(" · ")}</span>
      </div>
      {onRevoke !== undefined && (
        <Button look="danger" aria-label={`${t("looking.settings.keys.revoke")}: ${name}`} onClick={onRevoke}>
          {t("looking.settings.keys.revoke")}
        </Button>
      )}
    </li>
  );

  function validity(): string | undefined {
    if (revokedAt !== undefined) return t("looking.settings.keys.revoked");
    if (!isValid(apiKey)) return t("looking.settings.keys.expired");
    return expiresAt === undefined ? undefined : t("looking.settings.keys.until", { when: day(expiresAt) });
  }
}
