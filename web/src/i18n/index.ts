import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { de } from "./de.js";
import { en } from "./en.js";

export const LANGUAGES = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof LANGUAGES;

const CHOICE = "diarist.language";

/** The language that was chosen, else the browser's if there is a translation, else English. */
export async function startTranslations(): Promise<void> {
  const wishes = [localStorage.getItem(CHOICE), ...navigator.languages.map((tag) => tag.split("-")[0])];
  const language = wishes.find((wish) => wish !== null && wish !== undefined && wish in LANGUAGES) ?? "en";
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: "en",
    resources: { en: { translation: en }, de: { translation: de } },
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = language;
}

export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(CHOICE, language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}
