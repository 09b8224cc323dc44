import type { TFunction } from "i18next";

/** A speaker as the page's language names one: the service counts those whose names it does not know. */
export function speakerName(speaker: string, t: TFunction): string {
  const [, number] = /^Speaker (\d+)$/.exec(speaker) ?? [];
  return number === undefined ? speaker : t("entry.transcript.speaker", { number });
}
