import { germanCues } from "./note-cues-de.js";
import type { LanguageRules } from "./note-rules.js";

/** JavaScript's \b knows no umlauts, so words end where no letter follows. */
const START = "(?<![\\p{L}])";
const END = "(?![\\p{L}])";

const FEELS =
  "fühle|fühlte|freue|freute|liebe|liebte|genieße|genoss|vermisse|vermisste|hasse|hasste|fürchte|fürchtete|sorge|sorgte|bereue|bereute|ärgere|ärgerte|schäme|schämte";
const THINKS =
  "denke|dachte|glaube|glaubte|finde|fand|meine|überlege|überlegte|frage mich|fragte mich|hoffe|hoffte|wünsche|wünschte|" +
  "weiß|wusste|vermute|verstehe|verstand|merke|merkte|erinnere|erinnerte|will|wollte|möchte|muss|müsste|sollte|könnte|werde|würde|brauche|plane|nehme mir vor";
const FEELINGS =
  "froh|glücklich|traurig|stolz|müde|erschöpft|ängstlich|nervös|besorgt|wütend|sauer|genervt|erleichtert|dankbar|einsam|aufgeregt|" +
  "ruhig|zufrieden|enttäuscht|frustriert|gestresst|gerührt|gespannt|verliebt|neidisch|überfordert|kaputt|fertig";

const inAnyOrder = (verbs: string) => `(?:ich (?:\\p{L}+ )?(?:${verbs})|(?:${verbs}) ich)`;
const feelsSomething = `(?:${inAnyOrder("bin|war|fühle mich|fühlte mich")}(?: \\p{L}+){0,4} (?:${FEELINGS})|(?:macht|machte) mich)`;

export const germanRules: LanguageRules = {
  reflection: new RegExp(
    `${START}(?:${inAnyOrder(`${FEELS}|${THINKS}`)}|${feelsSomething}|mir (?:ist|war) klar|es tut mir|tat mir|nehme ich mir vor|` +
      `vielleicht (?:sollte|könnte|werde)|mal sehen|wir (?:sollten|müssen|werden|könnten))${END}`,
    "iu",
  ),
  feeling: new RegExp(
    `${START}(?:${inAnyOrder(FEELS)}|${feelsSomething}|tat mir gut|es tut mir)${END}`,
    "iu",
  ),
  future: new RegExp(
    `${START}(?:werde|wird|werden|wirst|will|möchte|morgen|übermorgen|nächste[nrs]?|kommende[nrs]?|bis)${END}`,
    "iu",
  ),
  past: new RegExp(
    `${START}(?:war|waren|hatte|hatten|habe|haben|hat|bin|sind|wurde|wurden|ging|kam|kamen|sagte|sah|ge\\p{L}{2,}(?:t|en))${END}`,
    "iu",
  ),
  vagueDay: /woche|monat|jahr/iu,
  dayOfRecording: new RegExp(`${START}(?:heute ist|es ist|wir haben|tagebuch|der heutige)${END}`, "iu"),
  smallTalk:
    /^(?:(?:ok|okay|hallo|hi|ja|nein|nee|gut|so|also|ähm|äh|tja|na ja|tschüss|danke|test|eins zwei drei|läuft das|liebes tagebuch|guten (?:morgen|abend|tag)|gute nacht|das war's(?: für heute)?|bis (?:morgen|bald|dann)|wo war ich|was noch)[\s,.!?-]*)+$/iu,
  filler:
    /^(?:(?:und|also|so|ja|nein|naja|na ja|tja|dann|jedenfalls|ach|genau)\s*,\s*|(?:äh|ähm|hm|okay|ok)(?![\p{L}])[\s,]*)+/iu,
  preamble:
    /^(?:(?:und|also|so|ja|nein|okay|ok|äh|ähm|hm|naja|na ja|tja|dann|jedenfalls|aber|ach|genau|irgendwie|eigentlich)(?![\p{L}])[\s,]*)+/iu,
  leaning: new RegExp(`^(?:er|sie|es|das|dies|dieser|diese|dieses|die|der)${END}(?! \\p{Lu})`, "u"),
  newThought:
    /^(?:(?:und|aber|also|weil) (?:ich|du|er|sie|es|wir|dann|da|danach|mein|meine|unser|unsere|der|die|das|am|im|auf)|dann \S+|danach \S+)$/u,
  clauseBreak:
    /[,;:–—]\s*|\s+(?=(?:und|aber|weil|denn|obwohl|während|als|nachdem|bevor|bis|dass|wo)(?![\p{L}]))/iu,
  emptyWords: new Set(
    (
      "ich du er sie es wir ihr mich mir dich dir ihn ihm uns euch mein meine meinen meinem meiner dein sein seine seinen seinem seiner ihre ihren ihrem ihrer unser unsere der die das den dem des ein eine einen einem einer eines " +
      "und oder aber denn weil dass wenn als ob wie wo was wer warum dann da hier dort so also auch noch schon nur nicht kein keine keinen nie immer oft mal doch eben halt ja nein sehr ganz ziemlich etwas nichts alles viel viele mehr " +
      "bin bist ist sind war waren gewesen habe hast hat haben hatte hatten gehabt werde wird werden wurde wurden kann konnte könnte muss musste soll sollte will wollte möchte darf mag gut besser schlecht schön neu alt groß klein lang " +
      "heute gestern morgen vorgestern übermorgen abend abends morgens mittag nachmittag nacht tag tage tagen woche wochen monat monate jahr jahre jahren zeit mal stunde stunden minute minuten uhr januar februar märz april mai juni juli august september oktober november dezember montag dienstag mittwoch donnerstag freitag samstag sonntag sonnabend " +
      "ähm äh hm okay ok irgendwie eigentlich vielleicht wieder endlich einfach wirklich gerade gleich später bald danach davor zuerst zum zur vom im am beim ins ans sache sachen ding dinge ende anfang teil"
    ).split(" "),
  ),
  negations: /^(?:nicht|kein|keine|keinen|keinem|keiner|nie|niemals|nichts|ohne|kaum)$/iu,
  nounCues: undefined,
  moods: {
    good: "Überwiegend gut",
    low: "Überwiegend gedrückt",
    mixed: "Gemischt",
    neutral: "Neutral; keine Gefühlsworte fallen auf",
  },
  quotes: ["\u201E", "\u201C"],
  cues: germanCues,
};
