import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import styles from "./dialog.module.css";

/** A window over the page: Escape and a click beside it close it, focus goes back where it came from. */
export function Dialog(props: {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: string;
  children: ReactNode;
}) {
  const { open, onClose, title, description, children } = props;
  return (
    <Radix.Root open={open} onOpenChange={(now) => !now && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={styles["veil"]} />
        <Radix.Content
          className={styles["window"]}
          {...(description === undefined && { "aria-describedby": undefined })}
        >
          <Radix.Title>{title}</Radix.Title>
          {description !== undefined && <Radix.Description>{description}</Radix.Description>}
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
