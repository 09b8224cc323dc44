import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { useMakeWebhook, WEBHOOK_EVENTS, type WebhookEvent } from "../../../api/webhooks.js";
import { Button } from "../../../ui/button.js";
import { Dialog } from "../../../ui/dialog.js";
import { Field } from "../../../ui/field.js";
import { Notice } from "../../../ui/notice.js";
import styles from "../settings.module.css";
import { EVENT_TEXTS } from "./event-texts.js";

/** Asks which address is to be told of what. */
export function NewWebhookDialog(props: { onMade: (secret: string) => void; onClose: () => void }) {
  const { onMade, onClose } = props;
  const { t } = useTranslation();
  const { mutate, error, isPending } = useMakeWebhook();
  const [url, setUrl] = useState("");
  const [events, setEvents] = useState<readonly WebhookEvent[]>(WEBHOOK_EVENTS);
  const [tried, setTried] = useState(false);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!URL.canParse(url.trim()) || events.length === 0) return;
    mutate({ url: url.trim(), events: [...events] }, { onSuccess: ({ secret }) => onMade(secret) });
  };
  return (
    <Dialog open onClose={onClose} title={t("looking.settings.webhooks.make")}>
      <form className={styles["form"]} onSubmit={submit} noValidate>
        <Field
          label={t("looking.settings.webhooks.url")}
          problem={tried && !URL.canParse(url.trim()) ? t("looking.settings.webhooks.needsUrl") : undefined}
        >
          {(control) => (
            <input
              {...control}
              type="url"
              autoFocus
              value={url}
              placeholder="https://…"
              onChange={({ target }) => setUrl(target.value)}
            />
          )}
        </Field>
        <fieldset className={styles["ticks"]}>
          <legend>{t("looking.settings.webhooks.tellOf")}</legend>
          {WEBHOOK_EVENTS.map((event) => (
            <label key={event}>
              <input
                type="checkbox"
                checked={events.includes(event)}
                onChange={({ target }) =>
                  setEvents(target.checked ? [...events, event] : events.filter((other) => other !== event))
                }
              />
              {t(EVENT_TEXTS[event])}
            </label>
          ))}
          {tried && events.length === 0 && (
            <p role="alert" className={styles["problem"]}>
              {t("looking.settings.webhooks.needsEvent")}
            </p>
          )}
        </fieldset>
        {error !== null && <Notice tone="bad">{error.message}</Notice>}
        <div className={styles["actions"]}>
          <Button onClick={onClose}>{t("app.cancel")}</Button>
          <Button look="primary" type="submit" disabled={isPending}>
            {t("looking.settings.webhooks.create")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
