import { ExternalLink } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSystem } from "../../api/system.js";
import { SettingsSection } from "./settings-section.js";
import styles from "./settings.module.css";

/** Which Diarist this is, and what lies under the hood. */
export function About() {
  const { t } = useTranslation();
  const { data: system } = useSystem();
  const links = [
    { href: "/docs", text: t("looking.settings.about.docs") },
    { href: system?.temporal.uiUrl, text: t("looking.settings.about.temporal") },
  ];
  return (
    <SettingsSection title={t("looking.settings.about.title")}>
      {system !== undefined && <p>{t("looking.settings.about.version", { version: system.version })}</p>}
      <ul role="list" className={styles["links"]}>
        {links.map(
          ({ href, text }) =>
            href !== undefined && (
              <li key={href}>
                <a href={href} target="_blank" rel="noreferrer">
                  {text}
                  <ExternalLink size={14} aria-hidden />
                </a>
              </li>
            ),
        )}
      </ul>
    </SettingsSection>
  );
}
