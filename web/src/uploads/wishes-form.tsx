import { useTranslation } from "react-i18next";
import { useNoteTemplates } from "../api/note-templates.js";
import { useTemplateName } from "../i18n/use-template-name.js";
import type { Wishes } from "./outbox-db.js";
import styles from "./wishes-form.module.css";

/** Whisper's most spoken; "found out by listening" suits nearly always. */
const LANGUAGES = [
  "en",
  "de",
  "es",
  "fr",
  "it",
  "pt",
  "nl",
  "pl",
  "uk",
  "ru",
  "tr",
  "ar",
  "hi",
  "zh",
  "ja",
  "ko",
];

/** How the next recordings are to be transcribed and told. */
export function WishesForm({ wishes, onChange }: { wishes: Wishes; onChange: (wishes: Wishes) => void }) {
  const { t, i18n } = useTranslation();
  const { data: templates } = useNoteTemplates();
  const nameOf = useTemplateName();
  const names = new Intl.DisplayNames(i18n.language, { type: "language" });
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
            {LANGUAGES.map((code) => (
              <option key={code} value={code}>
                {names.of(code)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t("home.noteTemplate")}
          <select
            value={wishes.noteTemplate ?? ""}
            onChange={({ target }) => change("noteTemplate", target.value)}
          >
            {templates?.map((template) => (
              <option key={template.id} value={template.id === "diary" ? "" : template.id}>
                {nameOf(template)}
              </option>
            ))}
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
