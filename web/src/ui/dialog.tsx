import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./button.js";
import styles from "./dialog.module.css";

/** A window over the page: Escape and a click beside it close it, focus goes back where it came from. */
export function Dialog(props: {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: string;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const { open, onClose, title, description, children } = props;
  return (
    <Radix.Root open={open} onOpenChange={(now) => !now && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={styles["veil"]} />
        <Radix.Content
          className={styles["window"]}
          {...(description === undefined && { "aria-describedby": undefined })}
        >
          <div className={styles["head"]}>
            <Radix.Title>{title}</Radix.Title>
            <Radix.Close asChild>
              <Button look="icon" aria-label={t("app.close")}>
                <X size={20} aria-hidden />
              </Button>
            </Radix.Close>
          </div>
          {description !== undefined && <Radix.Description>{description}</Radix.Description>}
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
