import { useTranslation } from "react-i18next";
import { Page } from "../../ui/page.js";

/** Where a day begins: record or add something, and see what became of the last. */
export function HomePage() {
  const { t } = useTranslation();
  return <Page title={t("app.nav.home")}>{null}</Page>;
}
