import { useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useState, useSyncExternalStore, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { rescueRecordings } from "../recording/to-outbox.js";
import { useSay } from "../ui/toasts.js";
import { Outbox, type Waiting } from "./outbox.js";

const OutboxContext = createContext<Outbox | undefined>(undefined);

/** The page's one outbox, at work for as long as the page is open. */
export function OutboxProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const say = useSay();
  const [outbox] = useState(() => new Outbox());
  useEffect(() => {
    outbox.onArrived = () => void queries.invalidateQueries({ queryKey: ["jobs"] });
  }, [outbox, queries]);
  useEffect(() => {
    void outbox.start();
  }, [outbox]);
  useEffect(() => {
    // Without a database there is nothing to rescue.
    void rescueRecordings(outbox).then(
      (count) => count > 0 && say(t("home.rescued", { count })),
      () => undefined,
    );
  }, [outbox, say, t]);
  return <OutboxContext value={outbox}>{children}</OutboxContext>;
}

export function useOutbox(): Outbox {
  const outbox = useContext(OutboxContext);
  if (outbox === undefined) throw new Error("There is no OutboxProvider above");
  return outbox;
}

export function useWaiting(): readonly Waiting[] {
  const outbox = useOutbox();
  return useSyncExternalStore(outbox.subscribe, outbox.snapshot);
}
