import { useTranslation } from "react-i18next";
import { Page } from "../../ui/page.js";

export function SearchPage() {
  const { t } = useTranslation();
  return <Page title={t("app.nav.search")}>{null}</Page>;
}
