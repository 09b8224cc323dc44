import { useTranslation } from "react-i18next";
import { Page } from "../../ui/page.js";

export function SettingsPage() {
  const { t } = useTranslation();
  return <Page title={t("app.nav.settings")}>{null}</Page>;
}
