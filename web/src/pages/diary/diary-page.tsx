import { useTranslation } from "react-i18next";
import { useDiary } from "../../api/diary.js";
import { firstWeekdayOf, weeksOf } from "../../i18n/days.js";
import { Button } from "../../ui/button.js";
import { Choice } from "../../ui/choice.js";
import { Notice } from "../../ui/notice.js";
import { Page } from "../../ui/page.js";
import { Calendar } from "./calendar.js";
import { useDiaryPlace, type DiaryView } from "./diary-place.js";
import { EntryDays } from "./entry-days.js";
import { MoodOverTime } from "./mood-over-time.js";
import { TagFilter, withTags } from "./tag-filter.js";
import styles from "./diary-page.module.css";

const VIEWS: readonly DiaryView[] = ["calendar", "mood"];

/** What was told, by the day that it is about. */
export function DiaryPage() {
  const { t, i18n } = useTranslation();
  const [place, go] = useDiaryPlace();
  const weeks = weeksOf(place.month, firstWeekdayOf(i18n.language));
  const shown = weeks.flat();
  const { data: entries = [], error, refetch, isPending } = useDiary(shown[0] ?? "", shown.at(-1) ?? "");
  const wanted = withTags(entries, place.tags);
  const listed = wanted.filter(({ date }) =>
    place.day === undefined ? date.startsWith(place.month) : date === place.day,
  );
  const views = (
    <div className={styles["views"]}>
      <Choice
        label={t("looking.diary.view")}
        hideLabel
        value={place.view}
        options={VIEWS.map((value) => ({ value, text: t(`looking.diary.views.${value}`) }))}
        onChange={(view) => go({ view })}
      />
    </div>
  );
  return (
    <Page title={t("app.nav.diary")} beside={views} wide>
      {error !== null && (
        <Notice tone="bad">
          <p>{error.message}</p>
          <Button onClick={() => void refetch()}>{t("app.retry")}</Button>
        </Notice>
      )}
      <div className={styles["diary"]} data-view={place.view}>
        <div className={styles["side"]}>
          <div className={styles["calendar"]}>
            <Calendar place={place} go={go} weeks={weeks} entries={wanted} />
          </div>
          <TagFilter entries={entries} place={place} go={go} />
        </div>
        <div className={styles["mood"]}>
          <MoodOverTime tags={place.tags} />
        </div>
        <div className={styles["entries"]}>
          {!isPending && error === null && <EntryDays place={place} go={go} entries={listed} />}
        </div>
      </div>
    </Page>
  );
}
