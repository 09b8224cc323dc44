import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useRemoveWebhook, useRotateSecret, useWebhooks, type Webhook } from "../../../api/webhooks.js";
import { Button } from "../../../ui/button.js";
import { Confirm } from "../../../ui/confirm.js";
import { Notice } from "../../../ui/notice.js";
import { useSay } from "../../../ui/toasts.js";
import { SecretDialog } from "../secret-dialog.js";
import { SettingsSection } from "../settings-section.js";
import styles from "../settings.module.css";
import { NewWebhookDialog } from "./new-webhook-dialog.js";
import { WebhookRow } from "./webhook-row.js";

/** The addresses that are told what became of recordings. */
export function Webhooks() {
  const { t } = useTranslation();
  const say = useSay();
  const { data, error } = useWebhooks();
  const { mutate: remove } = useRemoveWebhook();
  const { mutate: rotate } = useRotateSecret();
  const [making, setMaking] = useState(false);
  const [secret, setSecret] = useState<string>();
  const [rotating, setRotating] = useState<Webhook>();
  const [removing, setRemoving] = useState<Webhook>();
  const onError = ({ message }: Error): void => say(message);
  return (
    <SettingsSection
      title={t("looking.settings.webhooks.title")}
      text={t("looking.settings.webhooks.text")}
      action={
        <Button onClick={() => setMaking(true)}>
          <Plus size={18} aria-hidden />
          {t("looking.settings.webhooks.make")}
        </Button>
      }
    >
      {error !== null && <Notice tone="bad">{error.message}</Notice>}
      {data !== undefined && data.webhooks.length > 0 && (
        <ul role="list" className={styles["rows"]}>
          {data.webhooks.map((webhook) => (
            <WebhookRow
              key={webhook.id}
              webhook={webhook}
              onRotate={() => setRotating(webhook)}
              onRemove={() => setRemoving(webhook)}
            />
          ))}
        </ul>
      )}
      <p className={styles["soft"]}>
        <a href="/docs#/Webhooks" target="_blank" rel="noreferrer">
          {t("looking.settings.webhooks.docs")}
        </a>
      </p>
      {making && (
        <NewWebhookDialog
          onMade={(made) => {
            setMaking(false);
            setSecret(made);
          }}
          onClose={() => setMaking(false)}
        />
      )}
      {secret !== undefined && (
        <SecretDialog
          title={t("looking.settings.webhooks.secretTitle")}
          text={t("looking.settings.webhooks.secretText")}
          name={t("looking.settings.webhooks.secret")}
          secret={secret}
          onClose={() => setSecret(undefined)}
        />
      )}
      <Confirm
        open={rotating !== undefined}
        title={t("looking.settings.webhooks.rotateTitle")}
        text={t("looking.settings.webhooks.rotateText")}
        action={t("looking.settings.webhooks.rotate")}
        onClose={() => setRotating(undefined)}
        onConfirm={() => {
          if (rotating !== undefined)
            rotate(rotating.id, { onSuccess: (made) => setSecret(made.secret), onError });
        }}
      />
      <Confirm
        open={removing !== undefined}
        title={t("looking.settings.webhooks.removeTitle")}
        text={removing?.url ?? ""}
        action={t("looking.settings.webhooks.remove")}
        onClose={() => setRemoving(undefined)}
        onConfirm={() => {
          if (removing !== undefined)
            remove(removing.id, { onSuccess: () => say(t("looking.settings.webhooks.removed")), onError });
        }}
      />
    </SettingsSection>
  );
}
