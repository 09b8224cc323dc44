import { useTranslation, Trans } from "react-i18next";
import { useDiary } from "../../api/diary.js";
import { addDays } from "../../i18n/days.js";
import { localDay } from "../../i18n/times.js";
import styles from "./search-page.module.css";

const DAYS = 365;
const SUGGESTIONS = 12;

/** Before anything was asked: what there is to ask, by the tags of the last entries. */
export function SearchStart({ onTry }: { onTry: (word: string) => void }) {
  const { t } = useTranslation();
  const today = localDay(new Date());
  const { data } = useDiary(addDays(today, -DAYS), addDays(today, 1));
  const words = [...new Set(data?.flatMap(({ tags }) => tags))].slice(0, SUGGESTIONS);
  return (
    <div className={styles["message"]}>
      <h2 className={styles["title"]}>{t("looking.search.beginTitle")}</h2>
      <p>{data?.length === 0 ? t("looking.search.nothing") : t("looking.search.begin")}</p>
      {words.length > 0 && (
        <div role="group" aria-label={t("looking.search.tryTags")} className={styles["words"]}>
          {words.map((word) => (
            <button key={word} type="button" onClick={() => onTry(word)}>
              {word}
            </button>
          ))}
        </div>
      )}
      <p className={styles["keys"]}>
        <Trans
          i18nKey="looking.search.keys"
          values={{ slash: "/", arrows: "↑ ↓" }}
          components={{ key: <kbd /> }}
        />
      </p>
    </div>
  );
}
