import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useSay } from "../ui/toasts.js";
import { watchForUpdates } from "./app-update.js";

/** Keeps the installed page up to date, and leaves the moment to its reader. */
export function UpdateNotice() {
  const { t } = useTranslation();
  const say = useSay();
  useEffect(() => {
    // `vite web` serves no service worker.
    if (import.meta.env.DEV) return;
    void watchForUpdates((takeOver) =>
      say(t("app.newVersion"), { label: t("app.reload"), run: takeOver }),
    ).catch(
      // Without it the page works all the same, only not without a network.
      () => undefined,
    );
  }, [say, t]);
  return null;
}
