/**
 * By what signs a sentence shows that it belongs in a section, in one language. Patterns meet a sentence of its own, with
 * straight apostrophes.
 */
export interface SectionCues {
  /** Something was decided or agreed. */
  decided: RegExp;
  /** Someone is to do something. */
  toDo: RegExp;
  /** A question that asks someone to do something. */
  request: RegExp;
  /** A point is told to be open. */
  open: RegExp;
  /** A question that nobody would look up: whether one is heard, whether there are others. */
  idleQuestion: RegExp;
  /** How the sentence after a question begins that settles it. */
  settling: RegExp;
  /** A word is explained. */
  defines: RegExp;
  /** Says what is dealt with next. */
  announces: RegExp;
  /** Says that something matters. */
  stresses: RegExp;
  /** Someone tells who they are. */
  introduces: RegExp;
  /** Something is to be looked at or sent afterwards. */
  afterwards: RegExp;
  /** What a caller calls a section that there are signs for. */
  headings: {
    decisions: RegExp;
    actions: RegExp;
    openQuestions: RegExp;
    questions: RegExp;
    definitions: RegExp;
    topics: RegExp;
    summary: RegExp;
    quotes: RegExp;
    followUps: RegExp;
  };
}
