import { entry } from "./en/entry.js";
import { home } from "./en/home.js";
import { looking } from "./en/looking.js";

/** What the page says, in English; the shape that every translation has. */
export const en = {
  app: {
    name: "Diarist",
    skip: "Skip to content",
    nav: { home: "Entries", diary: "Diary", search: "Search", settings: "Settings" },
    offline: "No connection. What you record or add is kept here and sent when the service is back.",
    away: "The service does not answer. What you record or add is kept here and sent when it is back.",
    crashed: "This part of the page stopped working. Nothing of yours was lost.",
    newVersion: "There is a newer version of this page.",
    reload: "Reload",
    retry: "Try again",
    undo: "Undo",
    close: "Close",
    cancel: "Cancel",
    save: "Save",
    notFound: "There is nothing at this address.",
    loading: "Loading…",
    key: {
      title: "This service asks for a key",
      text: "Paste an API key. It is kept in a cookie that scripts cannot read.",
      label: "API key",
      open: "Open",
      enter: "Enter a key",
      refused: "The service does not take this key.",
    },
  },
  home,
  entry,
  looking,
};
export type Texts = typeof en;
