import { LogOut } from "lucide-react";
import { useTranslation } from "react-i18next";
import { signOut } from "../../api/session.js";
import { Button } from "../../ui/button.js";
import { useSay } from "../../ui/toasts.js";
import { SettingsSection } from "./settings-section.js";
import styles from "./settings.module.css";

/** Leaving: the browser forgets its key. */
export function SignOut() {
  const { t } = useTranslation();
  const say = useSay();
  const leave = (): void => {
    signOut().then(
      // Nothing that was shown may stay in memory.
      () => window.location.assign("/"),
      (error: unknown) => say(error instanceof Error ? error.message : String(error)),
    );
  };
  return (
    <SettingsSection title={t("looking.settings.signOut.title")} text={t("looking.settings.signOut.text")}>
      <div className={styles["buttons"]}>
        <Button onClick={leave}>
          <LogOut size={18} aria-hidden />
          {t("looking.settings.signOut.title")}
        </Button>
      </div>
    </SettingsSection>
  );
}
