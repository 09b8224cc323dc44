import { Mic } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { dayText, monthOf } from "../../i18n/days.js";
import { dayName, localDay } from "../../i18n/times.js";
import buttons from "../../ui/button.module.css";
import type { DiaryPlace } from "./diary-place.js";
import styles from "./entry-days.module.css";

/** Nothing on that day, or in that month: why that may be, and how to change it. */
export function EmptyDays({ place, children }: { place: DiaryPlace; children: ReactNode }) {
  const { t, i18n } = useTranslation();
  const today = localDay(new Date());
  const day = place.day ?? (place.month === monthOf(today) ? today : undefined);
  const month = dayText(`${place.month}-01`, i18n.language, { month: "long", year: "numeric" });
  const isFuture = (place.day ?? place.month) > today;
  const heading =
    place.day === undefined
      ? t("looking.diary.emptyMonth", { month })
      : t("looking.diary.emptyDay", { day: dayName(place.day, i18n.language) });
  return (
    <div className={styles["empty"]}>
      <h2 className={styles["emptyTitle"]}>{heading}</h2>
      {place.tags.length > 0 && <p>{t("looking.diary.emptyWithTags")}</p>}
      {isFuture && <p>{t("looking.diary.future")}</p>}
      {!isFuture && (
        <>
          <p>{invitation()}</p>
          <Link href="/?record" className={`${buttons["button"] ?? ""} ${buttons["primary"] ?? ""}`}>
            <Mic size={18} aria-hidden />
            {t("looking.diary.record")}
          </Link>
        </>
      )}
      {children}
    </div>
  );

  /** A note is of the day that its speaker names at the beginning. */
  function invitation(): string {
    if (day === today) return t("looking.diary.inviteToday");
    const said = dayText(day ?? `${place.month}-01`, i18n.language, { dateStyle: "long" });
    return t("looking.diary.inviteEarlier", { said });
  }
}
