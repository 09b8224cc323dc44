import { useTranslation } from "react-i18next";
import { Page } from "../../ui/page.js";

export function DiaryPage() {
  const { t } = useTranslation();
  return <Page title={t("app.nav.diary")}>{null}</Page>;
}
