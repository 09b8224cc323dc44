import { useTranslation } from "react-i18next";
import type { Job } from "../../../api/client.js";

/** What happened and what to do about it, in the page's language; what it does not know, as the service says it. */
export function useFailureText(): (failure: Job["failure"]) => string {
  const { t, i18n } = useTranslation();
  return (failure) => {
    if (failure === undefined) return t("home.state.failed");
    const name = `entry.failure.${failure.code}`;
    return i18n.exists(name) ? t(name as "entry.failure.audio_empty") : failure.message;
  };
}
