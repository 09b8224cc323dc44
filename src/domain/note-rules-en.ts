import { englishCues } from "./note-cues-en.js";
import type { LanguageRules } from "./note-rules.js";

const FEELS =
  "feel|felt|feeling|love|loved|enjoyed|(?:miss|missed) (?:him|her|them|you|my|our|home)|hate|hated|fear|feared|worry|worried|regret|regretted|dread|dreaded";
const THINKS =
  "think|thought|believe|believed|wonder|wondered|guess|suppose|realise|realised|realize|realized|hope|hoped|wish|wished|" +
  "decided|doubt|doubted|remember|remembered|forgave|learned|learnt|understand|understood|expect|expected|want|wanted|need|plan|planned|promised myself";
const FEELINGS =
  "happy|sad|glad|proud|tired|exhausted|afraid|scared|nervous|anxious|worried|angry|annoyed|upset|relieved|grateful|thankful|" +
  "lonely|excited|calm|content|ashamed|jealous|disappointed|frustrated|stressed|moved|hopeful|sorry|lucky|in love|looking forward";
const ADVERBS =
  "(?:(?:really|just|also|still|always|never|only|so|very|quite|rather|a bit|a little|kind of|already|often|not|do|did|don't|didn't|honestly|somehow) )*";

export const englishRules: LanguageRules = {
  reflection: new RegExp(
    `\\b(?:i ${ADVERBS}(?:${FEELS}|${THINKS})|(?:i'm|i am|i was|i've been|i have been|i felt) ${ADVERBS}(?:${FEELINGS}|going to|thinking|feeling|wondering|hoping|planning)|` +
      `i'll|i will|i won't|i should|i shouldn't|i ought to|i have to|i must|i might|i'd (?:like|love|rather)|i could have|i should have|` +
      `(?:makes?|made|scares?|scared|worries|worried|bothers|bothered|hurts?|moves|moved|touched) me|(?:to|for) me it (?:is|was)|my (?:plan|hope|wish|fear|goal)|maybe i|perhaps i|let's see|we (?:should|will|could))\\b`,
    "iu",
  ),
  feeling: new RegExp(
    `\\b(?:i ${ADVERBS}(?:${FEELS})|(?:i'm|i am|i was|i've been|i have been) ${ADVERBS}(?:${FEELINGS}|feeling)|(?:makes?|made|scares?|scared|worries|worried|bothers|bothered|hurts?|moves|moved|touched) me)\\b`,
    "iu",
  ),
  future:
    /\b(?:will|won't|need to|needs to|have to|has to|want to|i'll|we'll|he'll|she'll|they'll|going to|next|tomorrow|tonight|upcoming|until|by|deadline|due)\b/iu,
  past: /\b(?:was|were|had|did|didn't|wasn't|weren't|went|saw|came|got|took|met|said|told|left|found|made|gave|heard|been|\p{L}{2,}ed)\b/iu,
  vagueDay: /week|month|year|decade|days? (?:before|after)/iu,
  dayOfRecording:
    /\b(?:today(?:'s| is)|it(?:'s| is) (?:the|now|currently)?|the date is|dear diary|diary|journal)\b/iu,
  smallTalk:
    /^(?:(?:ok|okay|hi|hey|hello|yes|yeah|no|right|well|so|um|uh|bye|goodbye|thanks|thank you|testing|test|one two three|is this (?:thing )?(?:on|recording|working)|dear diary|good (?:morning|night|evening)|that's (?:it|all)(?: for (?:today|now|tonight))?|talk to you (?:soon|later|tomorrow)|see you (?:soon|later|tomorrow)|where was i|anyway|you know|let me think|what else)[\s,.!?-]*)+$/iu,
  filler:
    /^(?:(?:and|so|well|but|then|anyway|anyways|right|you know|i mean|actually|basically|like)\s*,\s*|(?:um|uh|er|okay|ok|yeah|oh)\b[\s,]*)+/iu,
  preamble:
    /^(?:(?:and|so|well|but|okay|ok|um|uh|er|anyway|anyways|then|yeah|oh|right|you know|i mean|actually|basically|like)\b[\s,]*)+/iu,
  leaning: /^(?:he|she|it|they|that|this|those|which|then it|and it)(?![\p{L}])(?!'s been)/iu,
  newThought:
    /^(?:(?:and|but|so|because) (?:i|i'm|i've|you|he|she|it|it's|we|they|then|my|his|her|our|the|there|on|in|at)|then \S+)$/u,
  clauseBreak:
    /[,;:–—]\s*|\s+(?=(?:and|but|because|which|who|although|though|while|when|after|before|until|where)\b)/iu,
  emptyWords: new Set(
    (
      "i i'm i've i'd i'll me my myself we we're we've us our you your he he's she she's it it's its they they're them their this that that's these those there there's " +
      "a an the and or but if then than so because as until while of at by for with about against between into through during before after above below to from up down in out on off over under again " +
      "am is are was were be been being have has had having do does did doing don't didn't doesn't isn't wasn't can can't could couldn't will won't would wouldn't shall should shouldn't might must may " +
      "not no nor only own same too very just also still even really quite rather pretty actually basically maybe perhaps almost already always never ever often sometimes again back away around " +
      "begin begins began beginning end ends ended what which who whom whose when where why how all any both each few more most other some such much many lot lots bit little thing things something anything nothing everything stuff way kind sort " +
      "go goes going gone went get gets getting got gotten come comes coming came take takes taking took taken make makes making made put puts say says saying said tell tells told telling " +
      "know knows knew known think thinks thinking thought feel feels felt feeling see sees saw seen seeing look looks looked looking want wants wanted need needs needed try tries tried trying give gave given " +
      "like liked likes love loved hope hoped wish start started finally suddenly okay ok um uh yeah yes well oh anyway today yesterday tomorrow tonight morning afternoon evening night day days week weeks month months year years time times " +
      "january february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday next last first second one two three four five six seven eight nine ten noon midnight hour hours minute minutes half " +
      "good great nice bad better best worse worst big small new old long short whole different able sure else here now later soon ago together honestly somehow somewhere " +
      "let keep kept keeps left leave find found ask asked asks talk talked talking call called used use turned turn told met meet seemed seem seems became become happened happen though although without within"
    ).split(" "),
  ),
  negations: /^(?:not|no|never|nothing|nobody|without|hardly|barely|cannot|\w+n't)$/iu,
  nounCues: new Set(
    "a an the my your his her our their this that these those some any every each no another of with for from in on at about into through after before new old first last big little".split(
      " ",
    ),
  ),
  moods: {
    good: "Mostly good",
    low: "Mostly low",
    mixed: "Mixed",
    neutral: "Neutral; no words of feeling stand out",
  },
  quotes: ["\u201C", "\u201D"],
  cues: englishCues,
};
