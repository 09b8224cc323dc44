import { CircleCheck, CircleX, RefreshCw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSystem, type System } from "../../api/system.js";
import { Button } from "../../ui/button.js";
import { Notice } from "../../ui/notice.js";
import { SettingsSection } from "./settings-section.js";
import styles from "./settings.module.css";

type Dependency = System["dependencies"][number];

/** Whether all that the service needs is well, and what to do about what is not. */
export function Checks() {
  const { t } = useTranslation();
  const { data: system, error, isFetching, refetch } = useSystem();
  return (
    <SettingsSection
      title={t("looking.settings.service.checks")}
      action={
        <Button look="quiet" disabled={isFetching} onClick={() => void refetch()}>
          <RefreshCw size={16} aria-hidden />
          {t(`looking.settings.service.${isFetching ? "checking" : "checkAgain"}`)}
        </Button>
      }
    >
      {error !== null && (
        <Notice tone="bad">
          <p>{error.message}</p>
        </Notice>
      )}
      <p role="status" className="visually-hidden">
        {!isFetching &&
          system?.dependencies.every(({ ready }) => ready) === true &&
          t("looking.settings.service.allWell")}
      </p>
      {system === undefined && error === null && <div className={styles["coming"]} />}
      <ul role="list" className={styles["checks"]}>
        {failedFirst(system?.dependencies ?? []).map((dependency) => (
          <Check key={dependency.name} dependency={dependency} />
        ))}
      </ul>
    </SettingsSection>
  );
}

const failedFirst = (dependencies: readonly Dependency[]): Dependency[] =>
  dependencies.toSorted((a, b) => Number(a.ready) - Number(b.ready));

function Check({ dependency }: { dependency: Dependency }) {
  const { t } = useTranslation();
  const { name, ready, reason, remedy } = dependency;
  const Icon = ready ? CircleCheck : CircleX;
  return (
    <li className={ready ? styles["check"] : styles["failed"]}>
      <Icon
        size={18}
        role="img"
        aria-label={t(ready ? "looking.settings.service.ready" : "looking.settings.service.unready")}
      />
      <span>
        {/* What a later service depends on has no translation yet. */}
        {t(`looking.settings.dependency.${name as "speech"}`, { defaultValue: name })}
        {reason !== undefined && <span className={styles["reason"]}>: {reason}</span>}
        {remedy !== undefined && <span className={styles["remedy"]}>{remedy}</span>}
      </span>
    </li>
  );
}
