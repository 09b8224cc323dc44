import { X } from "lucide-react";
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./button.js";
import styles from "./toasts.module.css";

export interface ToastAction {
  label: string;
  run: () => void;
}

interface Toast {
  id: number;
  text: string;
  action: ToastAction | undefined;
}

type Say = (text: string, action?: ToastAction) => void;

const SHOWN_MS = 6_000;
/** With something to do on it a message stays for longer. */
const SHOWN_WITH_ACTION_MS = 12_000;

const SayContext = createContext<Say>(() => undefined);

/** Tells something in passing, with at most one thing to do about it. */
export const useSay = (): Say => useContext(SayContext);

export function Toasts({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const drop = useCallback((id: number) => setToasts((now) => now.filter((toast) => toast.id !== id)), []);
  const say = useCallback<Say>(
    (text, action) => {
      const id = performance.now();
      setToasts((now) => [...now.slice(-2), { id, text, action }]);
      setTimeout(() => drop(id), action === undefined ? SHOWN_MS : SHOWN_WITH_ACTION_MS);
    },
    [drop],
  );
  const list = useMemo(
    () =>
      toasts.map(({ id, text, action }) => (
        <li key={id} className={styles["toast"]}>
          <span>{text}</span>
          {action !== undefined && (
            <Button
              look="quiet"
              className={styles["action"]}
              onClick={() => {
                action.run();
                drop(id);
              }}
            >
              {action.label}
            </Button>
          )}
          <Button look="icon" aria-label={t("app.close")} onClick={() => drop(id)}>
            <X size={16} aria-hidden />
          </Button>
        </li>
      )),
    [toasts, drop, t],
  );
  return (
    <SayContext value={say}>
      {children}
      <ol role="list" aria-live="polite" className={styles["toasts"]}>
        {list}
      </ol>
    </SayContext>
  );
}
