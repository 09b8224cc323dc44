import { useTranslation } from "react-i18next";
import { useSystem, type System } from "../../api/system.js";
import { sizeText } from "../../i18n/sizes.js";
import { length } from "../../i18n/times.js";
import { SettingsSection } from "./settings-section.js";
import styles from "./settings.module.css";

type Limits = System["limits"];

/** In the order in which they matter to someone who records. */
const LIMITS: readonly (keyof Limits)[] = [
  "maxUploadBytes",
  "maxAudioSeconds",
  "audioMinutesPerDay",
  "concurrentJobs",
  "storedBytes",
  "requestsPerMinute",
];

/** Who listens, who writes, and how much of both there is. */
export function Service() {
  const { t, i18n } = useTranslation();
  const { data: system } = useSystem();
  if (system === undefined)
    return (
      <SettingsSection title={t("looking.settings.service.title")}>
        <div className={styles["coming"]} />
      </SettingsSection>
    );
  const { speech, notes, limits } = system;
  const place = ({ onThisMachine }: { onThisMachine: boolean }): string =>
    t(onThisMachine ? "looking.settings.service.here" : "looking.settings.service.elsewhere");
  const amount = (name: keyof Limits, value: number): string => {
    if (name === "maxAudioSeconds") return length(value, i18n.language);
    if (name === "maxUploadBytes" || name === "storedBytes") return sizeText(value, i18n.language);
    return value.toLocaleString(i18n.language);
  };
  return (
    <SettingsSection title={t("looking.settings.service.title")}>
      <dl className={styles["facts"]}>
        <div>
          <dt>{t("looking.settings.service.speech")}</dt>
          <dd>
            <code>{speech.model}</code>, {place(speech)}
          </dd>
        </div>
        <div>
          <dt>{t("looking.settings.service.notes")}</dt>
          <dd>
            {notes.writer === "extractive" ? (
              t("looking.settings.service.extractive")
            ) : (
              <>
                <code>{notes.model}</code>, {place(notes)}
              </>
            )}
          </dd>
        </div>
        {LIMITS.map((name) => {
          const value = limits[name];
          return value === undefined ? null : (
            <div key={name}>
              <dt>{t(`looking.settings.limit.${name}`)}</dt>
              <dd>{amount(name, value)}</dd>
            </div>
          );
        })}
      </dl>
    </SettingsSection>
  );
}
