import { useQueryClient } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { Fragment, useState, type ReactNode, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { api, ApiProblem } from "../api/client.js";
import { unlocked, useReach } from "../api/reach.js";
import { Button } from "../ui/button.js";
import { Dialog } from "../ui/dialog.js";
import { useOutbox } from "../uploads/outbox-context.js";
import styles from "./key-gate.module.css";

/**
 * Asks for a key as soon as the service does, and begins the page within anew with it. It can be put aside, for the sake of a
 * recording that is being made.
 */
export function KeyGate({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const locked = useReach() === "locked";
  const [aside, setAside] = useState(false);
  const [opened, setOpened] = useState(0);
  const queries = useQueryClient();
  const outbox = useOutbox();
  const open = (): void => {
    unlocked();
    setAside(false);
    setOpened(opened + 1);
    void queries.resetQueries();
    outbox.sendMore();
  };
  return (
    <>
      {locked && aside && (
        <p className={styles["locked"]}>
          <KeyRound size={18} aria-hidden />
          <span>{t("app.key.title")}</span>
          <Button look="quiet" onClick={() => setAside(false)}>
            {t("app.key.enter")}
          </Button>
        </p>
      )}
      <Dialog
        open={locked && !aside}
        onClose={() => setAside(true)}
        title={t("app.key.title")}
        description={t("app.key.text")}
      >
        <KeyForm onOpen={open} />
      </Dialog>
      <Fragment key={opened}>{children}</Fragment>
    </>
  );
}

function KeyForm({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<string>();
  const [asking, setAsking] = useState(false);
  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const key = new FormData(event.currentTarget).get("key");
    if (typeof key !== "string") return;
    setAsking(true);
    setProblem(await signIn(key.trim()));
    setAsking(false);
  };
  const signIn = async (key: string): Promise<string | undefined> => {
    try {
      const { response, error } = await api.POST("/v1/session", { body: { key } });
      if (!response.ok) return error?.detail ?? t("app.key.refused");
      onOpen();
      return undefined;
    } catch (error) {
      return error instanceof ApiProblem ? error.message : t("app.away");
    }
  };
  return (
    <form className={styles["form"]} onSubmit={(event) => void submit(event)}>
      <label>
        {t("app.key.label")}
        <input
          type="password"
          name="key"
          required
          autoComplete="current-password"
          spellCheck={false}
          aria-invalid={problem !== undefined}
        />
      </label>
      {problem !== undefined && (
        <p role="alert" className={styles["problem"]}>
          {problem}
        </p>
      )}
      <Button type="submit" look="primary" disabled={asking}>
        {t("app.key.open")}
      </Button>
    </form>
  );
}
