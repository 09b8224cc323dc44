import type { SectionCues } from "./note-cues.js";

/** JavaScript's \b knows no umlauts, so words end where no letter follows. */
const START = "(?<![\\p{L}])";
const END = "(?![\\p{L}])";
const cue = (alternatives: string) => new RegExp(`${START}(?:${alternatives})${END}`, "iu");

/** A person as the subject. German nouns have capitals too, so a name is one that an article does not stand before. */
const NOT_A_PERSON =
  "(?!(?:Es|Das|Dies|Diese|Dieser|Der|Die|Dem|Den|Was|Wer|Wie|Wo|Wann|Warum|Und|Aber|Oder|Dann|Also|Weil|Wenn|Jetzt|Heute|Morgen|Hier|Da|Dort|Alles|Nichts|Etwas|Niemand|Ein|Eine|Unser|Unsere|Mein|Meine|Vielleicht|Danach|Dafür|Damit|Man|Bis|Am|Im)(?!\\p{L}))(?<!(?:der|die|das|den|dem|ein|eine|einen|unser|unsere|mein|meine|kein|keine) )";
const PERSON = `(?:${START}(?:[Ii]ch|[Ww]ir|[Dd]u|[Ee]r|[Ii]hr|[Jj]emand|${NOT_A_PERSON}\\p{Lu}\\p{Ll}+(?: und (?:ich|du|\\p{Lu}\\p{Ll}+))?))`;
const MUST =
  "(?:muss|müssen|musst|müsst|soll|sollen|sollst|sollte|sollten|wird|werde|werden|kümmert sich|kümmere mich|kümmern uns|übernimmt|übernehme|übernehmen|schickt|schicke|erledigt|erledige|bereitet|bereite|organisiert|organisiere|prüft|prüfe|ruft|rufe|schreibt|schreibe)";
const NO_WORK =
  "(?! (?:ja |auch |nur |mal |noch |jetzt |dann )*(?:sagen|zugeben|gestehen|sehen|nicht|nie|immer|ehrlich|darüber (?:reden|sprechen)))(?!.*(?:vermissen|freuen|hoffen|glauben|denken|lieben|vergessen)\\W*$)";

export const germanCues: SectionCues = {
  decided: cue(
    "(?:haben wir|wir haben)(?: uns)?(?: \\p{L}+){0,8} (?:beschlossen|entschieden|geeinigt|vereinbart|verständigt|festgelegt|verabschiedet|abgestimmt)|" +
      "(?:ist|sind|wurde|wurden|wird)(?: \\p{L}+){0,5} (?:beschlossen|entschieden|vereinbart|genehmigt|angenommen|abgelehnt|verschoben|gestrichen)|" +
      "wir einigen uns|einigen wir uns|wir (?:beschließen|vereinbaren|entscheiden uns)|(?:der|unser) beschluss (?:ist|lautet)|die entscheidung (?:ist|lautet|war)|wir nehmen|wir bleiben (?:bei|dabei)|alle (?:sind )?(?:einverstanden|dafür)|ab (?:jetzt|sofort)|von nun an|dabei bleibt es|so machen wir(?: es| das)?|machen wir(?: es| das) so",
  ),
  toDo: new RegExp(
    `${PERSON} (?:(?:\\p{Ll}+ ){0,2})?${MUST}${END}${NO_WORK}|${START}(?:${MUST}) (?:ich|wir|du|er|sie|ihr|${NOT_A_PERSON}\\p{Lu}\\p{Ll}+)${END}|${START}(?:[Bb]itte|[Aa]ufgabe|[Vv]ergiss nicht|zuständig|verantwortlich)${END}`,
    "u",
  ),
  request:
    /^(?:und |also |okay,? |dann |\p{L}+, )*(?:kannst|könntest|könnt|könntet|würdest|kann|könnte|können sie|könnten sie) (?:du|ihr|sie|jemand|\p{L}+)(?![\p{L}]).*(?:schicken|prüfen|schreiben|vorbereiten|fragen|anrufen|buchen|bestellen|übernehmen|organisieren|erledigen|nachsehen|klären|machen|besorgen)\W*$/iu,
  open: cue(
    "(?:ist|sind|bleibt|bleiben)(?: \\p{L}+){0,3} (?:offen|unklar|ungeklärt|strittig)|(?:noch )?(?:unklar|ungeklärt) (?:ist|bleibt)|offen (?:ist|bleibt)|" +
      "(?:wissen wir|wir wissen|weiß ich|ich weiß|weiß)(?: \\p{L}+){0,2} nicht,? (?:ob|wer|was|wann|wo|wie|warum|welche\\p{L}*)|(?:wissen wir|weiß ich|weiß)(?: \\p{L}+){0,2} noch nicht|noch (?:nicht|nichts) (?:entschieden|geklärt|klar|beschlossen|vereinbart)|" +
      "(?:müssen|muss|müsste|sollten)(?: \\p{L}+){0,6} (?:klären|entscheiden|herausfinden)|(?:geklärt|entschieden) werden|die frage (?:ist|bleibt)|(?:vertagen|verschieben) wir|(?:frage ich mich|ich frage mich|fragen wir uns)",
  ),
  idleQuestion:
    /(?<!\p{L})(?:(?:hört|seht|hören|sehen) (?:ihr|sie) mich|könnt ihr mich|noch (?:etwas|was)|(?:noch|jemand|irgendwelche|es) (?:\p{L}+ )?fragen|sonst noch|alles klar|sind (?:alle|wir) (?:da|so ?weit|bereit)|wie geht|läuft (?:das|die aufnahme)|(?:oder|ne|nicht wahr|richtig|okay|ok|gell|stimmt's))(?!\p{L})(?=[^.]{0,14}\?)/iu,
  settling:
    /^(?:(?:na|also|äh|ähm|ich glaube|ich denke),? )?(?:ja|nein|nee|doch|klar|natürlich|genau|sicher|auf jeden fall|richtig|stimmt|noch nicht|mache ich|das ist|das war|es ist|weil)(?!\p{L})/iu,
  defines: cue(
    "(?:nennt man|nennen wir|nennt sich|man nennt|wir nennen|(?<!(?:das|es) )heißt(?! (?:das|es|also|dass|ja|er|sie|du))|bezeichnet(?: man)?|versteht man|verstehen wir|wird(?: \\p{L}+){0,6} (?:genannt|definiert|bezeichnet)|werden(?: \\p{L}+){0,6} (?:genannt|definiert|bezeichnet)|ist definiert|steht für|bedeutet(?! das)|die definition|per definition|der (?:fach)?begriff)",
  ),
  announces: cue(
    "(?:heute|jetzt|nun|als nächstes|zuerst|zunächst|danach|zum schluss|in dieser vorlesung)(?: \\p{L}+){0,3} (?:geht es um|sprechen|reden|behandeln|besprechen|beschäftigen|schauen|betrachten|kommen)|" +
      "(?:wir|ich) (?:sprechen|reden|behandeln|besprechen|beschäftigen|schauen|betrachten|kommen|beginnen|fangen|wenden|möchte|will)(?: \\p{L}+){0,4} (?:über|um|mit|an|zu|zum|zur|auf)|kommen wir (?:zu|zum|zur|nun|jetzt)|das (?:nächste |erste |zweite |heutige )?thema|unser thema|es geht (?:heute )?um|(?:erster|zweiter|dritter|nächster|letzter) (?:punkt|teil)|kapitel",
  ),
  stresses: cue(
    "wichtig\\p{L}*|entscheidend\\p{L}*|wesentlich\\p{L}*|merken sie sich|merkt euch|vor allem|deshalb|deswegen|daher|weil|das heißt|zum beispiel|der grund|die folge|kurz gesagt|zusammengefasst|zusammenfassend|das bedeutet|zeigt\\p{L}*, dass|daraus folgt",
  ),
  introduces: cue(
    "mein name ist|ich heiße|ich bin (?:\\p{L}+ )?(?:aus|\\d+|geboren|aufgewachsen|von beruf|seit|der|die|ein|eine|leiter\\p{L}*|lehrer\\p{L}*|ärztin|arzt|ingenieur\\p{L}*)|ich bin(?: \\p{L}+){0,5} (?:geboren|aufgewachsen)|ich (?:komme aus|arbeite|arbeitete|lebe|wohne|studierte|unterrichte|leite|gründete|lehre)|ich habe(?: [\\p{L}\\d]+){0,8} (?:studiert|gearbeitet|gelernt|gegründet|geleitet|gelebt|unterrichtet)|(?:unser|mein|heutiger) gast|bei mir ist|zu gast|ich spreche (?:heute )?mit",
  ),
  afterwards: cue(
    "(?:schicke|schicken|sende|senden|melde|melden|frage|rufe|zeige|prüfe|schaue)(?: (?:ich|wir|sie|er))?(?: (?:ihnen|dir|euch|uns|mir|mich|das|die|den|es)){1,3}|(?:werde|werden|kann|können)(?: \\p{L}+){0,6} (?:schicken|senden|melden|nachsehen|nachfragen|prüfen|wiederkommen|besuchen|treffen|zeigen|vorstellen)|beim nächsten mal|nächstes mal|in kontakt|melden sie sich|melde dich|nachreichen",
  ),
  headings: {
    decisions: /beschl[uü]ss|entscheidung|vereinbar|einigung/iu,
    actions: /aufgabe|to-?do|maßnahme|nächste schritte|hausaufgabe|zuständig/iu,
    openQuestions: /offen|ungeklärt|unklar/iu,
    questions: /frage/iu,
    definitions: /begriff|definition|glossar|vokabel/iu,
    topics: /them(?:a|en)|agenda|tagesordnung|gliederung/iu,
    summary: /zusammenfassung|überblick|wichtigste|kernpunkte|kurzfassung/iu,
    quotes: /zitat/iu,
    followUps: /nachfass|nachhaken|wiedervorlage/iu,
  },
};
