import type { SectionCues } from "./note-cues.js";

/** A person as the subject: a pronoun, or a capital that is no sentence's opening word. */
const NOT_A_PERSON =
  "(?!(?:It|This|That|These|Those|There|Here|What|Which|Who|When|Where|Why|How|If|And|But|So|Or|Then|Also|Because|Now|Everything|Nothing|Something|Things|The|A|An|Our|Their|Its|His|Her|My|Your|Next|Today|Tomorrow|Maybe|Perhaps|Sales|People)\\b)";
const PERSON = `(?:\\b(?:I|[Ww]e|[Yy]ou|[Hh]e|[Ss]he|[Tt]hey|[Ss]omeone|[Ss]omebody)|\\b${NOT_A_PERSON}\\p{Lu}\\p{Ll}+(?: and (?:I|you|\\p{Lu}\\p{Ll}+))?)`;
const ADVERB = "(?: (?:also|then|still|just|all|both|definitely|really|probably))?";
const MUST =
  "(?:'ll| will| needs? to| has to| have to| must| (?:am|is|are) going to| (?:am|is|are) to|'m going to|'re going to| should| promised to| volunteered to| agreed to| offered to| takes? care of| (?:am|is|are) responsible for)";
/** What is said in passing, and is no work that anybody has taken on. */
const NO_WORK =
  "(?! (?:also |just |only |then |have to |all )*(?:be (?:honest|fine|ok|okay|happy|glad|great|good|hard|easy|able|there|here)|say|admit|see(?! (?:if|whether))|know|think|hope|guess|remember|come to|come back|get (?:to|back to that)|tell you|talk|discuss|go (?:through|over)|start with|begin with|move on|look at|wait and|never|not|always|love|miss|want|need to (?:talk|discuss|know))\\b)";

export const englishCues: SectionCues = {
  decided:
    /\b(?:we(?:'ve| have)?(?: all| now| also| just| finally| unanimously)? (?:decided|agreed|settled|voted|resolved|chose|approved)|(?:it|that|this)(?:'s| is| was|'s been| has been)(?: now)? (?:decided|agreed|settled|approved)|(?:has|have|was|were|is|are) (?:approved|agreed|accepted|rejected|postponed|cancelled)|the (?:decision|agreement|consensus) (?:is|was)|let's go with|we(?:'re| are) (?:going|sticking) with|we(?:'ll| will) (?:go|stick|stay) with|(?:everyone|everybody|we all|all of us) agrees?|everyone agreed|from now on|motion (?:carries|is carried|passes)|we(?:'ll| will)(?: not|(?= \w+ (?:the|our|to|in|on|at|by|from|with|until|only|it|them|a|an|two|three)\b))(?! (?:see|talk|discuss|come|get|look|wait|be|need|have|start|begin|go|find|know|check|ask|think|try|send|follow)\b))\b/iu,
  toDo: new RegExp(
    `${PERSON}${ADVERB}${MUST}(?!\\p{L})${NO_WORK}|\\b(?:[Aa]ction items?|[Tt]o-?dos?|[Pp]lease|[Yy]our job is|[Mm]y job is|assigned to|is in charge of)\\b|^(?:And |So |Then |Also |Okay,? )?(?:\\p{Lu}\\p{Ll}+, )?(?:[Pp]lease|[Dd]on't forget to|[Mm]ake sure)\\b`,
    "u",
  ),
  request:
    /^(?:and |so |okay,? |then |\p{L}+, )*(?:can|could|will|would) (?:you|\p{L}+|one of you|somebody|someone) (?:please |also |maybe |then )?(?:send|check|write|prepare|ask|call|book|order|find|take|look into|set up|update|share|organi[sz]e|fix|draft|review|finish|do|make|get|talk to|contact|arrange)\b/iu,
  open: /\b(?:(?:remains?|is still|are still|it's still|still|left) (?:open|unclear|unresolved|undecided|unknown|to be)|(?:is|are|it's) (?:unclear|unresolved|undecided|an open question)|(?:i|we) (?:still )?(?:don't|do not) (?:yet )?know (?:yet|if|whether|who|what|when|where|how|why)|nobody knows|let's (?:leave|park|postpone) (?:this|that|it)|no one knows|to be (?:decided|clarified|confirmed|discussed)|haven't (?:yet )?(?:decided|agreed|settled|heard)|(?:not|isn't|aren't) (?:yet )?(?:decided|agreed|settled|clear)|(?:have|need|needs|has) to (?:decide|clarify|find out)|the (?:open |big )?question (?:is|remains)|(?:i|we) wonder(?:ed)? (?:if|whether|who|what|when|where|how|why))\b/iu,
  idleQuestion:
    /\b(?:can (?:you|everyone|everybody|anyone) (?:all )?(?:hear|see)|(?:does|did) that (?:make sense|answer)|any(?:thing|body|one) else|any (?:other |more )?questions|shall we (?:start|begin|go on|move on)|are (?:we|you) (?:all )?(?:ready|good|there)|how are you|how's it going|is (?:this|it|that) (?:on|recording|working|okay|ok|clear)|you know what i mean|what do you mean|(?:isn't it|aren't they|don't you think|right|okay|ok|yeah))\b(?=[^.]{0,12}\?)/iu,
  settling:
    /^(?:(?:well|oh|um|uh|i think),? )?(?:yes|yeah|yep|no|nope|sure|of course|absolutely|exactly|definitely|right|correct|not (?:really|yet)|i will|i can|i'll|we will|we can|we'll|that's|it's|it is|it was|because)\b|\bso,? (?:yes|no)\b|(?<!not |n't )\b(?:approved|confirmed|settled)\b/iu,
  defines:
    /^(?:an?|the)(?: \p{L}+){1,3} means\b|\b(?:(?:is|are|was|were)(?: also| often| sometimes| usually| then| commonly)? (?:called|known as|referred to as|defined as|termed|named)|(?:we|they|people|scientists|you) (?:also |often |usually )?call (?:it|this|that|these|them|such|\p{L}+)|(?<!\b(?:that|this|it|which|what|all|no|some|any|every|he|she|they|i|you) (?:also |simply |just )?)means (?!that\b|of\b|we\b|i\b|you\b)|refers? to|stands? for|by definition|the definition of|the (?:technical )?term for|(?:what|this) (?:we|is what we) call)\b/iu,
  announces:
    /\b(?:(?:we|i)(?:'ll| will|'re going to|'m going to| are going to| am going to| want to| would like to|'d like to) (?:now |first |next |also |then |briefly )?(?:talk|look|turn|discuss|cover|move on|start|begin|focus|deal|come to|speak|go over|consider|introduce)|let(?:'s| us) (?:now |first |next )?(?:talk|look|turn|discuss|move on|start|begin|come to|go on|consider)|(?:the|our|my|today's|next|first|second|third|last|main) (?:topic|subject|theme|chapter|part)(?: of| is| for| today| will)|(?:this|today's|the next|the last) (?:lecture|talk|session|lesson|class) (?:is|will|deals|covers|was))\b/iu,
  stresses:
    /\b(?:important|importantly|crucial|essential|key|remember|note that|main (?:point|idea|thing|reason)|in other words|therefore|the reason|because|as a result|consequence|shows? that|proves?|means that|for example|in short|to sum up|in summary|the point is)\b/iu,
  introduces:
    /\b(?:my name is|i(?:'m| am)(?: originally| now| currently)? (?:from|(?:the|an?) (?!(?:bit|little|lot|fan|big|huge|few|firm|great)\b)|\d+ years|in charge|responsible|born)|i was born|i grew up|i(?:'ve| have) (?:been (?:an?|the|in|at|with|working|teaching|living|running|leading|doing|playing|writing)\b|worked|lived|taught|run|led)|i (?:studied|trained|work|worked|live|lived|teach|taught|run|lead|joined|founded|started (?:at|in|as|out|my|the|working)|came (?:here|to)|moved|come from|have (?:two|three|four|a|an) (?:children|kids|daughters?|sons?|degree|phd))|(?:our|my|today's) guest|(?:with|joining) me (?:today |tonight )?is|i(?:'m| am) (?:talking|speaking|joined))\b/iu,
  afterwards:
    /\b(?:(?:i|we|you|he|she|they)(?:'ll| will| can| should|'d like to|'d love to) (?:\p{L}+ )?(?:send|email|forward|share|check|look (?:into|up|at)|get back|come back|follow up|ask|call|meet|visit|talk again|speak again|show you|let you know|introduce|put you in touch)|follow[- ]up|next time|get in touch|in touch|to be checked|send (?:me|you|us)|let me know)\b/iu,
  headings: {
    decisions: /decision|decided|agree|resolution/iu,
    actions: /action|to-?do|task|next step|assign|homework|responsibilit/iu,
    openQuestions: /open|unresolved|unclear|undecided/iu,
    questions: /question/iu,
    definitions: /definition|term|glossary|vocabulary/iu,
    topics: /topic|agenda|outline|subjects?$/iu,
    summary: /summary|overview|key points?|highlights?|main points?|gist|in short/iu,
    quotes: /quote|quotation/iu,
    followUps: /follow/iu,
  },
};
