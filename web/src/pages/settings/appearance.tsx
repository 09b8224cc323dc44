import { Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { chooseLanguage, LANGUAGES, type Language } from "../../i18n/index.js";
import { chooseTheme, chosenTheme, THEMES } from "../../layout/theme.js";
import { Choice } from "../../ui/choice.js";
import { SettingsSection } from "./settings-section.js";
import styles from "./settings.module.css";

const ICONS = { system: Monitor, light: Sun, dark: Moon };
const LANGUAGE_OPTIONS = Object.entries(LANGUAGES).map(([value, text]) => ({
  value: value as Language,
  text,
}));

/** How the page looks and which language it speaks, in this browser. */
export function Appearance() {
  const { t, i18n } = useTranslation();
  const [theme, setTheme] = useState(chosenTheme);
  return (
    <SettingsSection title={t("looking.settings.appearance")}>
      <div className={styles["choices"]}>
        <Choice
          label={t("looking.settings.theme")}
          value={theme}
          options={THEMES.map((value) => {
            const Icon = ICONS[value];
            return {
              value,
              text: (
                <>
                  <Icon size={16} aria-hidden />
                  {t(`looking.settings.themes.${value}`)}
                </>
              ),
            };
          })}
          onChange={(chosen) => {
            chooseTheme(chosen);
            setTheme(chosen);
          }}
        />
        <Choice
          label={t("looking.settings.language")}
          value={i18n.language as Language}
          options={LANGUAGE_OPTIONS}
          onChange={(language) => void chooseLanguage(language)}
        />
      </div>
    </SettingsSection>
  );
}
