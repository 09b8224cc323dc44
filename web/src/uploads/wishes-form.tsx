import { useTranslation } from "react-i18next";
import { LanguageOptions } from "../ui/language-options.js";
import { TemplateOptions } from "../ui/template-options.js";
import type { Wishes } from "./outbox-db.js";
import styles from "./wishes-form.module.css";

/** How the next recordings are to be transcribed and told. */
export function WishesForm({ wishes, onChange }: { wishes: Wishes; onChange: (wishes: Wishes) => void }) {
  const { t } = useTranslation();
  const {
    language: _language,
    noteTemplate: _template,
    vocabulary: _words,
    speakers: _speakers,
    ...rest
  } = wishes;
  const change = (name: keyof Wishes, value: Wishes[typeof name] | undefined): void => {
    const { [name]: _, ...others } = wishes;
    onChange({ ...rest, ...others, ...(value !== undefined && value !== "" && { [name]: value }) });
  };
  return (
    <details className={styles["form"]}>
      <summary>{t("home.options")}</summary>
      <div className={styles["fields"]}>
        <label>
          {t("home.spokenLanguage")}
          <select value={wishes.language ?? ""} onChange={({ target }) => change("language", target.value)}>
            <option value="">{t("home.anyLanguage")}</option>
            <LanguageOptions />
          </select>
        </label>
        <label>
          {t("home.noteTemplate")}
          <select
            value={wishes.noteTemplate ?? "diary"}
            onChange={({ target: { value } }) => change("noteTemplate", value === "diary" ? "" : value)}
          >
            <TemplateOptions />
          </select>
        </label>
        <label className={styles["wide"]}>
          {t("home.vocabulary")}
          <input
            defaultValue={wishes.vocabulary?.join(", ")}
            placeholder={t("home.vocabularyExample")}
            onChange={({ target }) => {
              const words = target.value
                .split(",")
                .map((word) => word.trim())
                .filter(Boolean);
              change("vocabulary", words.length > 0 ? words : undefined);
            }}
          />
        </label>
        <label className={styles["check"]}>
          <input
            type="checkbox"
            checked={wishes.speakers === "by_channel"}
            onChange={({ target }) => change("speakers", target.checked ? "by_channel" : undefined)}
          />
          {t("home.byChannel")}
        </label>
      </div>
    </details>
  );
}
