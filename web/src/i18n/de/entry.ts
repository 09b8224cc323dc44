import type { entry as texts } from "../en/entry.js";

export const entry: typeof texts = {
  gone: "Diesen Eintrag gibt es nicht",
  goneHint: "Er wurde gelöscht, oder die Adresse ist unvollständig.",
  unreachable: "Der Eintrag ließ sich nicht laden",
  sides: "Was zu sehen ist",
  menu: "Mehr",
  playFrom: "Ab {{at}} abspielen",
  player: {
    name: "Wiedergabe",
    play: "Abspielen",
    pause: "Anhalten",
    back: "{{count}} Sekunden zurück",
    forward: "{{count}} Sekunden vor",
    rate: "Tempo, {{rate}}",
    position: "Stelle in der Aufnahme",
    at: "{{at}} von {{of}}",
    problem: {
      format: "Dieser Browser kann solche Aufnahmen nicht abspielen.",
      unreachable: "Die Aufnahme ist nicht angekommen.",
    },
  },
  shortcuts: {
    title: "Tastenkürzel",
    space: "Leertaste",
    shift: "Umschalt",
    control: "Strg",
    toggle: "Abspielen oder anhalten",
    back: "10 Sekunden zurück",
    forward: "10 Sekunden vor",
    sentenceBefore: "Voriger Satz",
    sentenceAfter: "Nächster Satz",
    chapterBefore: "Vorige Aussage der Notiz",
    chapterAfter: "Nächste Aussage der Notiz",
    slower: "Langsamer",
    faster: "Schneller",
    find: "Im Transkript suchen",
    edit: "Berichtigen, was gerade gesagt wird",
    follow: "Zu dem, was gerade gesagt wird",
    help: "Diese Liste",
  },
  note: {
    title: "Notiz",
    mood: "Stimmung",
    tags: "Schlagworte",
    section: {
      keyEvents: "Was geschah",
      reflections: "Gedanken",
      summary: "Zusammenfassung",
      decisions: "Beschlüsse",
      actionItems: "Aufgaben",
      openQuestions: "Offene Fragen",
      topics: "Themen",
      keyPoints: "Das Wichtigste",
      terms: "Begriffe",
      questions: "Fragen",
      background: "Hintergrund",
      answers: "Die wichtigsten Antworten",
      quotes: "Zitate",
      followUps: "Wie es weitergeht",
    },
    pending: "Die Notiz wird geschrieben…",
    pendingAgain: "Die Notiz wird neu geschrieben. Bis sie da ist, steht hier die vorige.",
    tryAgain: "Notiz schreiben",
    extractive: "Die Notiz besteht aus den eigenen Sätzen der Aufnahme, ohne Sprachmodell.",
    written:
      "Die Notiz hat ein Sprachmodell geschrieben: {{model}}. Jede Aussage führt dorthin, wo sie fiel.",
  },
  transcript: {
    title: "Transkript",
    speaker: "Stimme {{number}}",
    follow: "Zurück zur Stimme",
    unsure_one: "{{count}} unsicheres Wort",
    unsure_other: "{{count}} unsichere Wörter",
    silent: "In dieser Aufnahme wird nichts gesagt.",
    none: "Es gibt kein Transkript.",
    soon: "Hier steht nach und nach, was gesagt wird, sobald es gehört ist.",
  },
  find: {
    label: "Im Transkript suchen",
    none: "Nicht gefunden",
    count: "{{place}} von {{count}}",
    before: "Vorige Fundstelle",
    next: "Nächste Fundstelle",
  },
  gap: {
    mark: "fehlt",
    missing: "Von {{from}} bis {{until}} ließ sich nichts transkribieren.",
    notUnderstood: "Von {{from}} bis {{until}} spricht jemand, aber kein Wort war zu verstehen.",
    broken: "Hier, bei {{from}}, bricht die Aufnahme ab. Laut ihrem Kopf müsste sie {{until}} lang sein.",
    silence: "Stille, {{length}}",
    awaited: "{{from}} bis {{until}} kommt noch…",
    retry: "Noch einmal hinhören",
    retrying: "Hört noch einmal hin…",
    found: "Diesmal war mehr zu verstehen.",
    nothingMore: "Noch einmal gehört; mehr war nicht zu verstehen.",
  },
  run: {
    name: "Fortschritt",
    heard: "{{done}} von {{all}} gehört",
    unknown: "Wie lange es dauert, zeigt sich nach dem ersten Teil",
    hint: "Du kannst diese Seite schließen. Die Arbeit geht weiter, und die Notiz wird hier stehen.",
    pausedHint: "Begonnene Teile werden fertig; neue beginnen erst, wenn es weitergeht.",
  },
  failed: {
    cancelled: "Das wurde abgebrochen. Die Aufnahme ist noch da.",
    again: "Noch einmal transkribieren",
    sending: "Wird vorbereitet…",
  },
  failure: {
    audio_unreadable:
      "Die Aufnahme lässt sich nicht entschlüsseln: Die Datei ist beschädigt oder nicht das, was sie zu sein vorgibt. Sichere sie dort, wo sie herkommt, noch einmal und füge sie neu hinzu.",
    audio_empty:
      "In der Datei ist kein Ton. Vielleicht kam beim Aufnehmen keiner an: Prüfe es mit einer kurzen Aufnahme.",
    audio_too_long:
      "Die Aufnahme ist länger, als dieser Dienst es zulässt. Teile sie und füge die Teile hinzu.",
    audio_lost: "Die gespeicherte Aufnahme ist weg. Füge sie noch einmal hinzu, wenn du sie noch hast.",
    source_unreachable: "Die Adresse war nicht zu erreichen. Prüfe sie und füge sie noch einmal hinzu.",
    source_refused:
      "Der Server unter dieser Adresse gibt die Aufnahme nicht heraus. Vielleicht verlangt er eine Anmeldung: Hole die Datei selbst und füge sie hinzu.",
    source_too_large: "Die Aufnahme unter dieser Adresse ist größer, als dieser Dienst es zulässt.",
    source_forbidden_address:
      "Diese Adresse darf von hier aus nicht besucht werden. Hole die Datei selbst und füge sie hinzu.",
    speech_unavailable:
      "Die Spracherkennung war lange nicht zu erreichen. Wenn sie wieder da ist, lass die Aufnahme noch einmal transkribieren.",
    speech_busy: "Die Spracherkennung war lange überlastet. Versuche es später noch einmal.",
    speech_timeout: "Die Spracherkennung hat zu lange gebraucht. Versuche es noch einmal.",
    speech_unauthorized:
      "Die Spracherkennung nimmt den Schlüssel dieses Dienstes nicht an. Wer ihn betreibt, muss den Schlüssel berichtigen; danach lass die Aufnahme noch einmal transkribieren.",
    speech_rejected:
      "Die Spracherkennung hat die Aufnahme abgelehnt. Wer diesen Dienst betreibt, findet den Grund im Protokoll.",
    storage_unavailable: "Der Speicher war nicht zu erreichen. Versuche es noch einmal.",
    note_without_speech: "Es wird nichts gesagt, also gibt es nichts, worüber eine Notiz zu schreiben wäre.",
    language_unavailable:
      "Das Sprachmodell war nicht zu erreichen. Das Transkript ist vollständig; lass die Notiz später noch einmal schreiben.",
    language_busy:
      "Das Sprachmodell war überlastet. Das Transkript ist vollständig; lass die Notiz später noch einmal schreiben.",
    language_timeout:
      "Das Sprachmodell hat zu lange gebraucht. Das Transkript ist vollständig; lass die Notiz noch einmal schreiben.",
    language_unauthorized:
      "Das Sprachmodell nimmt den Schlüssel dieses Dienstes nicht an. Das Transkript ist vollständig; die Notiz kann geschrieben werden, sobald der Schlüssel stimmt.",
    language_rejected:
      "Das Sprachmodell hat es abgelehnt, die Notiz zu schreiben. Das Transkript ist vollständig.",
    language_invalid_answer:
      "Was das Sprachmodell schrieb, war durch die Aufnahme nicht zu belegen und wurde verworfen. Lass es noch einmal schreiben.",
  },
  export: {
    title: "Exportieren",
    docx: "Word (docx)",
    md: "Markdown (md)",
    txt: "Reiner Text (txt)",
    srt: "Untertitel (srt)",
    vtt: "Untertitel fürs Web (vtt)",
    json: "Daten (json)",
    audio: "Die Aufnahme",
    zip: "Alles als Zip",
  },
  hood: {
    title: "Unter der Haube",
    file: "Aufnahme",
    engine: "Spracherkennung",
    job: "Auftrag",
  },
  edit: {
    passage: "Berichtigen, was bei {{at}} gesagt wird",
  },
};
