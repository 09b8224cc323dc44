import { Download } from "lucide-react";
import { useTranslation } from "react-i18next";
import { ButtonLink } from "../../ui/button-link.js";
import { SettingsSection } from "./settings-section.js";
import styles from "./settings.module.css";

/** Taking everything along. */
export function YourData() {
  const { t } = useTranslation();
  return (
    <SettingsSection title={t("looking.settings.data.title")} text={t("looking.settings.data.exportText")}>
      <div className={styles["buttons"]}>
        <ButtonLink href="/v1/export" download>
          <Download size={18} aria-hidden />
          {t("looking.settings.data.exportAll")}
        </ButtonLink>
        <ButtonLink look="quiet" href="/v1/export?audio=false" download>
          {t("looking.settings.data.exportTexts")}
        </ButtonLink>
      </div>
    </SettingsSection>
  );
}
