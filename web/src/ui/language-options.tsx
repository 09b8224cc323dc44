import { useTranslation } from "react-i18next";

/** Whisper's most spoken; it knows more, and so do models that write. */
const LANGUAGES = "en de es fr it pt nl pl uk ru tr ar hi zh ja ko".split(" ");

/** The languages that a select offers, by their names in the reader's. */
export function LanguageOptions() {
  const { i18n } = useTranslation();
  const names = new Intl.DisplayNames(i18n.language, { type: "language" });
  return LANGUAGES.map((code) => (
    <option key={code} value={code}>
      {names.of(code)}
    </option>
  ));
}
