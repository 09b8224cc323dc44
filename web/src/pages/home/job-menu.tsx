import { Ellipsis } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useTranslation } from "react-i18next";
import type { Job } from "../../api/client.js";
import { titleOf } from "../../api/job-title.js";
import { isOfTheRecording, isOver, useJobAction, type JobAction } from "../../api/jobs.js";
import { useErase } from "../../api/erase.js";
import { Button } from "../../ui/button.js";
import { useSay } from "../../ui/toasts.js";
import styles from "../../ui/menu.module.css";

/** What can be done to a job, beside reading it. */
export function JobMenu({ job }: { job: Job }) {
  const { t } = useTranslation();
  const say = useSay();
  const { mutate } = useJobAction(job.id);
  const erase = useErase();
  const act = (action: JobAction): void => mutate(action, { onError: ({ message }) => say(message) });
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <Button look="icon" className={styles["trigger"]} aria-label={t("home.more", { name: titleOf(job) })}>
          <Ellipsis size={18} aria-hidden />
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={styles["menu"]} align="end">
          {actionsOf(job).map((action) => (
            <DropdownMenu.Item key={action} className={styles["item"]} onSelect={() => act(action)}>
              {t(`home.action.${action}`)}
            </DropdownMenu.Item>
          ))}
          <DropdownMenu.Item className={styles["danger"]} onSelect={() => erase(job)}>
            {t("home.action.erase")}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function actionsOf(job: Job): JobAction[] {
  if (job.status === "failed") return isOfTheRecording(job) ? [] : ["retry"];
  if (isOver(job)) return (job.missingSeconds ?? 0) > 0 ? ["retry-missing"] : [];
  return [job.paused === true ? "resume" : "pause", "cancel"];
}
