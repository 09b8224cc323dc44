/*
 * German words of feeling, by stem, scored like AFINN from -5 to 5. No German lexicon is to be had that is both well kept
 * and free for every use (SentiWS forbids commercial use; AFINN's translations are by machine), so this one is ours:
 * small, and of words that people use of their own days.
 */
const STEMS: [score: number, stems: string][] = [
  [4, "wunderbar wundervoll fantastisch großartig überglücklich traumhaft"],
  [
    3,
    "glücklich freude freu froh liebe herrlich toll super klasse begeister stolz genoss genieß genossen dankbar wunderschön fröhlich geliebt jubel erfolgreich",
  ],
  [
    2,
    "schön gut gerne lustig lach gelacht lächel erleicht zufrieden hoffnung gelungen geschafft spaß nett freundlich gemütlich entspann entspannt ruhig angenehm spannend lecker besser geklappt gewonnen erholt aufgeregt lieb überrasch gelobt lob gerührt",
  ],
  [1, "interessant okay klappt friedlich"],
  [
    -1,
    "müde anstrengend anstrengung stress gestresst langweil schwierig leider spät warten unsicher nervös kompliziert zweifel",
  ],
  [
    -2,
    "traurig schlecht sorge sorgen angst ängst ärger geärgert wütend sauer genervt nerv enttäusch weh schmerz krank einsam allein streit gestritten fehler verloren vermiss erschöpft frustr überforder unzufrieden peinlich schlimm schuldig gescheitert wein geweint unglücklich kaputt fürcht",
  ],
  [
    -3,
    "furchtbar schrecklich entsetz verzweif hass grauenvoll schreck katastroph todtraurig panik gestorben",
  ],
];

/** Nothing but the beginning of these words is a feeling's. */
const EXCEPTIONS =
  /^(?:gut(?:schein|achten)|freund(?:e|in|innen|en|es|schaft)?$|lieb(?:er$|ling)|allein(?:ig)|wein(?:$|e$|glas|flasche|berg)|wart|lob(?:by)|freut?ag|nerven(?:arzt)|hassel|angestellt|spätestens|sorgfält|sorgfalt|schöneberg|erfolg$|weh(?:en|te)|guten$|lachs|gerne$|besser(?:ung)?$)/u;
const STRONGER_STEMS = STEMS.flatMap(([score, stems]) =>
  stems.split(" ").map((stem) => ({ stem, score })),
).sort((a, b) => b.stem.length - a.stem.length);

/** The score of the longest stem with which the word begins; short stems must be the word but for an ending. */
export function germanFeelings(form: string): number {
  if (EXCEPTIONS.test(form)) return /^(?:besser|gerne|guten)$/u.test(form) ? 1 : 0;
  const match = STRONGER_STEMS.find(({ stem }) =>
    stem.length <= 5
      ? new RegExp(`^${stem}(?:e|en|er|es|em|t|te|st|ten)?$`, "u").test(form)
      : form.startsWith(stem),
  );
  return match?.score ?? 0;
}
