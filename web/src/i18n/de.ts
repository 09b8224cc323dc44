import { entry } from "./de/entry.js";
import { home } from "./de/home.js";
import { looking } from "./de/looking.js";
import type { Texts } from "./en.js";

export const de: Texts = {
  app: {
    name: "Diarist",
    skip: "Zum Inhalt",
    nav: { home: "Einträge", diary: "Tagebuch", search: "Suche", settings: "Einstellungen" },
    offline:
      "Keine Verbindung. Was du aufnimmst oder hinzufügst, bleibt hier und wird gesendet, sobald der Dienst wieder da ist.",
    away: "Der Dienst antwortet nicht. Was du aufnimmst oder hinzufügst, bleibt hier und wird gesendet, sobald er wieder da ist.",
    crashed: "Dieser Teil der Seite funktioniert gerade nicht. Verloren ist nichts.",
    newVersion: "Es gibt eine neuere Fassung dieser Seite.",
    reload: "Neu laden",
    retry: "Noch einmal",
    undo: "Rückgängig",
    close: "Schließen",
    cancel: "Abbrechen",
    save: "Speichern",
    notFound: "Unter dieser Adresse ist nichts.",
    loading: "Lädt…",
    key: {
      title: "Dieser Dienst verlangt einen Schlüssel",
      text: "Füge einen API-Schlüssel ein. Er liegt in einem Cookie, den Skripte nicht lesen können.",
      label: "API-Schlüssel",
      open: "Öffnen",
      enter: "Schlüssel eingeben",
      refused: "Der Dienst nimmt diesen Schlüssel nicht an.",
    },
  },
  home,
  entry,
  looking,
};
