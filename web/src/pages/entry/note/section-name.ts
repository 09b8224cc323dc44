import { useTranslation } from "react-i18next";

/** Names a section in the page's language where it is a built-in one; a template's own headings are left alone. */
export function useSectionName(): (key: string, heading: string | undefined) => string {
  const { t, i18n } = useTranslation();
  return (key, heading) => {
    const name = `entry.note.section.${key}`;
    return i18n.exists(name) ? t(name as "entry.note.section.keyEvents") : (heading ?? key);
  };
}
