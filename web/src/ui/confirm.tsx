import { useTranslation } from "react-i18next";
import { Button } from "./button.js";
import { Dialog } from "./dialog.js";
import styles from "./dialog.module.css";

/** Asks once more before what cannot be undone. */
export function Confirm(props: {
  open: boolean;
  title: string;
  text: string;
  /** What the button says that does it. */
  action: string;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const { open, title, text, action, onConfirm, onClose } = props;
  const { t } = useTranslation();
  return (
    <Dialog open={open} onClose={onClose} title={title} description={text}>
      <div className={styles["actions"]}>
        <Button onClick={onClose}>{t("app.cancel")}</Button>
        <Button
          look="danger"
          onClick={() => {
            onConfirm();
            onClose();
          }}
        >
          {action}
        </Button>
      </div>
    </Dialog>
  );
}
