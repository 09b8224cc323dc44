import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { SCOPES, useMakeKey, type Scope } from "../../../api/keys.js";
import { Button } from "../../../ui/button.js";
import { Dialog } from "../../../ui/dialog.js";
import { Field } from "../../../ui/field.js";
import { Notice } from "../../../ui/notice.js";
import { SecretDialog } from "../secret-dialog.js";
import styles from "../settings.module.css";
import { SCOPE_TEXTS } from "./scope-texts.js";

const EXPIRY_DAYS = { never: undefined, month: 30, quarter: 90, year: 365 };
type Expiry = keyof typeof EXPIRY_DAYS;
const EXPIRIES: readonly Expiry[] = ["never", "month", "quarter", "year"];
const DAY_MS = 86_400_000;

/** Asks what the key is to be, then shows it this once. `own` are the scopes that one may give away. */
export function NewKeyDialog({ own, onClose }: { own: readonly Scope[]; onClose: () => void }) {
  const { t } = useTranslation();
  const { mutate, data: made, error, isPending } = useMakeKey();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly Scope[]>(["jobs:read", "jobs:write"]);
  const [expiry, setExpiry] = useState<Expiry>("never");
  const [tried, setTried] = useState(false);
  const given = SCOPES.filter((scope) => scopes.includes(scope) && own.includes(scope));
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === "" || given.length === 0) return;
    const days = EXPIRY_DAYS[expiry];
    const expiresAt = days === undefined ? undefined : new Date(Date.now() + days * DAY_MS).toISOString();
    mutate({ name: name.trim(), scopes: [...given], ...(expiresAt !== undefined && { expiresAt }) });
  };
  if (made !== undefined)
    return (
      <SecretDialog
        title={t("looking.settings.keys.madeTitle")}
        text={t("looking.settings.keys.madeText")}
        name={t("looking.settings.keys.key")}
        secret={made.key}
        onClose={onClose}
      />
    );
  return (
    <Dialog open onClose={onClose} title={t("looking.settings.keys.make")}>
      <form className={styles["form"]} onSubmit={submit} noValidate>
        <Field
          label={t("looking.settings.keys.name")}
          problem={tried && name.trim() === "" ? t("looking.settings.keys.needsName") : undefined}
        >
          {(control) => (
            <input
              {...control}
              autoFocus
              maxLength={100}
              value={name}
              placeholder={t("looking.settings.keys.nameExample")}
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </Field>
        <fieldset className={styles["ticks"]}>
          <legend>{t("looking.settings.keys.scopes")}</legend>
          {SCOPES.map((scope) => (
            <label key={scope}>
              <input
                type="checkbox"
                checked={given.includes(scope)}
                disabled={!own.includes(scope)}
                onChange={({ target }) =>
                  setScopes(target.checked ? [...scopes, scope] : scopes.filter((other) => other !== scope))
                }
              />
              {t(SCOPE_TEXTS[scope])}
            </label>
          ))}
          {tried && given.length === 0 && (
            <p role="alert" className={styles["problem"]}>
              {t("looking.settings.keys.needsScope")}
            </p>
          )}
        </fieldset>
        <Field label={t("looking.settings.keys.expires")}>
          {(control) => (
            <select {...control} value={expiry} onChange={({ target }) => setExpiry(target.value as Expiry)}>
              {EXPIRIES.map((value) => (
                <option key={value} value={value}>
                  {t(`looking.settings.keys.expiry.${value}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {error !== null && <Notice tone="bad">{error.message}</Notice>}
        <div className={styles["actions"]}>
          <Button onClick={onClose}>{t("app.cancel")}</Button>
          <Button look="primary" type="submit" disabled={isPending}>
            {t("looking.settings.keys.create")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
