import { Ellipsis } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useTranslation } from "react-i18next";
import { useSwitchWebhook, useTestWebhook, type TestOutcome, type Webhook } from "../../../api/webhooks.js";
import { Button } from "../../../ui/button.js";
import menu from "../../../ui/menu.module.css";
import { useSay } from "../../../ui/toasts.js";
import styles from "../settings.module.css";
import { EVENT_TEXTS } from "./event-texts.js";

interface Props {
  webhook: Webhook;
  onRotate: () => void;
  onRemove: () => void;
}

/** One address that is told: of what, whether it is at present, and whether it hears. */
export function WebhookRow({ webhook, onRotate, onRemove }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const { mutate: test, isPending: isTesting } = useTestWebhook();
  const { mutate: turn } = useSwitchWebhook();
  const { id, url, description, events, enabled } = webhook;
  const name = description ?? url ?? id;
  const onError = ({ message }: Error): void => say(message);
  const told = (outcome: TestOutcome | undefined): string => {
    if (outcome === undefined) return t("looking.settings.webhooks.testSlow", { name });
    const { status, error } = outcome;
    if (status === undefined) return t("looking.settings.webhooks.testUnheard", { name, reason: error });
    return t(`looking.settings.webhooks.${status < 300 ? "testHeard" : "testRefused"}`, { name, status });
  };
  return (
    <li className={styles["row"]}>
      <div className={styles["rowText"]}>
        <strong>{name}</strong>
        <span className={styles["soft"]}>
          {[
            ...(enabled ? [] : [t("looking.settings.webhooks.off")]),
            ...(description === undefined || url === undefined ? [] : [url]),
            events.map((event) => t(EVENT_TEXTS[event])).join(", "),
          ].join(" · ")}
        </span>
      </div>
      <Button
        disabled={isTesting || !enabled}
        aria-label={`${t("looking.settings.webhooks.test")}: ${name}`}
        onClick={() => test(id, { onSuccess: (outcome) => say(told(outcome)), onError })}
      >
        {t(`looking.settings.webhooks.${isTesting ? "testing" : "test"}`)}
      </Button>
      <DropdownMenu.Root>
        <DropdownMenu.Trigger asChild>
          <Button look="icon" aria-label={t("home.more", { name })}>
            <Ellipsis size={18} aria-hidden />
          </Button>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className={menu["menu"]} align="end">
            <DropdownMenu.Item
              className={menu["item"]}
              onSelect={() => turn({ id, enabled: !enabled }, { onError })}
            >
              {t(`looking.settings.webhooks.${enabled ? "turnOff" : "turnOn"}`)}
            </DropdownMenu.Item>
            <DropdownMenu.Item className={menu["item"]} onSelect={onRotate}>
              {t("looking.settings.webhooks.rotate")}
            </DropdownMenu.Item>
            <DropdownMenu.Item className={menu["danger"]} onSelect={onRemove}>
              {t("looking.settings.webhooks.remove")}
            </DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </li>
  );
}
