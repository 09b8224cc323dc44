import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, dataOf } from "../../api/client.js";
import { SettingsSection } from "./settings-section.js";
import styles from "./settings.module.css";

/** The addresses that are told; adding one is a program's work. */
export function Webhooks() {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ["webhooks"],
    queryFn: () => dataOf(api.GET("/v1/webhooks")),
  });
  return (
    <SettingsSection
      title={t("looking.settings.webhooks.title")}
      text={t("looking.settings.webhooks.text")}
      action={
        <a href="/docs#/Webhooks" target="_blank" rel="noreferrer" className={styles["beside"]}>
          {t("looking.settings.webhooks.docs")}
        </a>
      }
    >
      {data !== undefined && data.webhooks.length > 0 && (
        <ul role="list" className={styles["rows"]}>
          {data.webhooks.map(({ id, url, description, events, enabled }) => (
            <li key={id} className={styles["row"]}>
              <div className={styles["rowText"]}>
                <span>{description ?? url}</span>
                <span className={styles["soft"]}>
                  {[
                    t(`looking.settings.webhooks.${enabled ? "on" : "off"}`),
                    ...(description === undefined ? [] : [url]),
                    events.join(", "),
                  ].join(" · ")}
                </span>
              </div>
            </li>
          ))}
        </ul>
      )}
    </SettingsSection>
  );
}
