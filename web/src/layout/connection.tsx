import { useQueryClient } from "@tanstack/react-query";
import { CloudOff } from "lucide-react";
import { useEffect, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { heard, heardNothing, useReach } from "../api/reach.js";
import { useOutbox } from "../uploads/outbox-context.js";
import styles from "./connection.module.css";

const LOOK_EVERY_MS = 4_000;

/** Says so while there is no network, or nobody answers in it; goes on with everything as soon as somebody does. */
export function Connection() {
  const { t } = useTranslation();
  const away = useReach() === "away";
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  const queries = useQueryClient();
  const outbox = useOutbox();
  useEffect(() => {
    if (!away) return undefined;
    const timer = setInterval(() => {
      void fetch("/healthz", { cache: "no-store" }).then(({ status }) => heard(status), heardNothing);
    }, LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
      void queries.invalidateQueries();
      outbox.sendMore();
    };
  }, [away, queries, outbox]);
  if (online && !away) return null;
  return (
    <p role="status" className={styles["away"]}>
      <CloudOff size={18} aria-hidden />
      <span>{t(online ? "app.away" : "app.offline")}</span>
    </p>
  );
}

function subscribe(listener: () => void): () => void {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}
