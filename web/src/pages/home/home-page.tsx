import { useTranslation } from "react-i18next";
import { RecordPanel } from "../../recording/record-panel.js";
import { Page } from "../../ui/page.js";
import { AddPanel } from "../../uploads/add-panel.js";
import { DropArea } from "../../uploads/drop-area.js";
import { OutboxList } from "../../uploads/outbox-list.js";
import { useWishes } from "../../uploads/use-wishes.js";
import { WishesForm } from "../../uploads/wishes-form.js";
import { JobList } from "./job-list.js";
import styles from "./home-page.module.css";

/** Where a day begins: record or add something, and see what became of the last. */
export function HomePage() {
  const { t } = useTranslation();
  const [wishes, setWishes] = useWishes();
  return (
    <Page title={t("app.nav.home")} heading={t("home.heading")}>
      <section className={styles["add"]} aria-label={t("home.add")}>
        <RecordPanel />
        <AddPanel wishes={wishes} />
        <WishesForm wishes={wishes} onChange={setWishes} />
      </section>
      <DropArea wishes={wishes} />
      <OutboxList />
      <JobList />
    </Page>
  );
}
