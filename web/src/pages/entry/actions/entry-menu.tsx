import { Ellipsis } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { Job } from "../../../api/client.js";
import { useErase } from "../../../api/erase.js";
import { Button } from "../../../ui/button.js";
import menu from "../../../ui/menu.module.css";

interface Props {
  job: Job;
  onRewrite: () => void;
  onVersions: () => void;
  onHelp: () => void;
}

/** What is done to an entry seldom. */
export function EntryMenu({ job, onRewrite, onVersions, onHelp }: Props) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const erase = useErase();
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <Button look="icon" aria-label={t("entry.menu")}>
          <Ellipsis size={18} aria-hidden />
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={menu["menu"]} align="end" collisionPadding={8}>
          {job.status === "completed" && (
            <>
              <DropdownMenu.Item className={menu["item"]} onSelect={onRewrite}>
                {t("entry.rewrite.title")}
              </DropdownMenu.Item>
              <DropdownMenu.Item className={menu["item"]} onSelect={onVersions}>
                {t("entry.versions.title")}
              </DropdownMenu.Item>
            </>
          )}
          <DropdownMenu.Item className={menu["item"]} onSelect={onHelp}>
            {t("entry.shortcuts.title")}
          </DropdownMenu.Item>
          <DropdownMenu.Item className={menu["danger"]} onSelect={() => erase(job, () => navigate("/"))}>
            {t("home.action.erase")}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
