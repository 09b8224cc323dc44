import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isValid, useKeys, useRevokeKey, type Key, type Scope } from "../../../api/keys.js";
import { Button } from "../../../ui/button.js";
import { Confirm } from "../../../ui/confirm.js";
import { Notice } from "../../../ui/notice.js";
import { useSay } from "../../../ui/toasts.js";
import { SettingsSection } from "../settings-section.js";
import styles from "../settings.module.css";
import { KeyRow } from "./key-row.js";
import { NewKeyDialog } from "./new-key-dialog.js";

/** The API keys: made, looked through, revoked. */
export function Keys({ own }: { own: readonly Scope[] }) {
  const { t } = useTranslation();
  const say = useSay();
  const { data, error, hasNextPage, fetchNextPage } = useKeys();
  const { mutate: revoke } = useRevokeKey();
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<Key>();
  const keys = data?.pages.flatMap((page) => page.keys) ?? [];
  const valid = keys.filter((key) => isValid(key));
  const former = keys.filter((key) => !isValid(key));
  return (
    <SettingsSection
      title={t("looking.settings.keys.title")}
      text={t("looking.settings.keys.text")}
      action={
        <Button onClick={() => setMaking(true)}>
          <Plus size={18} aria-hidden />
          {t("looking.settings.keys.make")}
        </Button>
      }
    >
      {error !== null && <Notice tone="bad">{error.message}</Notice>}
      {data !== undefined && valid.length === 0 && (
        <p className={styles["soft"]}>{t("looking.settings.keys.none")}</p>
      )}
      <ul role="list" className={styles["rows"]}>
        {valid.map((key) => (
          <KeyRow key={key.id} apiKey={key} onRevoke={() => setRevoking(key)} />
        ))}
      </ul>
      {former.length > 0 && (
        <details className={styles["more"]}>
          <summary>{t("looking.settings.keys.former")}</summary>
          <ul role="list" className={styles["rows"]}>
            {former.map((key) => (
              <KeyRow key={key.id} apiKey={key} />
            ))}
          </ul>
        </details>
      )}
      {hasNextPage && (
        <Button look="quiet" onClick={() => void fetchNextPage()}>
          {t("looking.settings.keys.older")}
        </Button>
      )}
      {making && <NewKeyDialog own={own} onClose={() => setMaking(false)} />}
      <Confirm
        open={revoking !== undefined}
        title={t("looking.settings.keys.revokeTitle", { name: revoking?.name })}
        text={t("looking.settings.keys.revokeText")}
        action={t("looking.settings.keys.revoke")}
        onClose={() => setRevoking(undefined)}
        onConfirm={() => {
          if (revoking === undefined) return;
          revoke(revoking.id, {
            onSuccess: () => say(t("looking.settings.keys.revokedNow", { name: revoking.name })),
            onError: ({ message }) => say(message),
          });
        }}
      />
    </SettingsSection>
  );
}
