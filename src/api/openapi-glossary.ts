/*
 * What names mean, for those who read the document. Names mean the same everywhere, so most need to be explained once; a
 * schema that says more of one of its fields goes before, and `owner.name` before `name`. openapi.test.ts finds what is
 * explained nowhere.
 */
const GLOSSARY: Record<string, string> = {
  after: "What is read there since.",
  at: "When that was.",
  atSeconds: "Where the sound ends.",
  at_seconds: "Where the sound ends.",
  attempts: "Newest first.",
  audioMinutesPerDay: "How long recordings may be together on one day (UTC).",
  avgLogprob:
    "Whisper's measure of how sure it was: the mean log probability of the tokens. Absent where the engine gives none.",
  avg_logprob: "How sure the engine was: the mean log probability of the tokens.",
  before: "What was read there until then.",
  brokenOff:
    "Only of a recording that ends before its header says it does; `durationSeconds` is what there is of it.",
  chunking_strategy: "Only `auto`: recordings are cut at their pauses.",
  claimedSeconds: "How long the header says that the recording is, or else its size.",
  claimed_seconds: "How long the header says that the recording is, or else its size.",
  "failure.code": "Stable, from the table at the head of this page.",
  "Failure.code": "Stable, from the table at the head of this page.",
  "failure.message": "For people: what happened and what to do about it.",
  "Failure.message": "For people: what happened and what to do about it.",
  "FieldError.message": "What is wrong with it, for people.",
  "error.message": "What is wrong and what to do about it, for people.",
  compressionRatio:
    "Whisper's measure of repetition: how well the text compresses. Absent where the engine gives none.",
  compression_ratio: "How repetitive the text is: how well it compresses.",
  concurrentJobs: "Jobs that have not ended, at most.",
  contentType: "Its media type. What counts in the end is what the content turns out to be.",
  coverage: "What became of each second: the three parts sum to the recording's length.",
  createdAt: "When it was made.",
  data: "All of them.",
  date: "The day that the note is about.",
  delta: "The next piece of the text.",
  dependencies: "What the gateway cannot work without, by name.",
  description: "As it was given.",
  duration: "The recording's length in seconds.",
  durationSeconds: "The recording's length.",
  editedAt: "When it was last edited by hand. Absent: it never was.",
  "TranscriptChange.edits": "All of them are made, or none.",
  "TranscriptEdits.edits": "Newest first.",
  enabled: "Whether events are sent to it.",
  end: "Where it ends, in seconds.",
  engine: "What transcribed the recording.",
  "DiaryPage.entries": "By day, newest first.",
  entries: "In order of time. Empty where nothing fits.",
  error: "What went wrong.",
  eventId: "The event's id, as in `webhook-id`: the same at every attempt.",
  events: "What it is told of; all of them where they are not given.",
  evidence: "Where in the recording that was said, and in which words.",
  expiresAt: "Until when it is valid. Absent: until it is revoked.",
  failure: "With `failed`: why there is no note.",
  "legacyUploadAudio.file": "The recording: audio or video of any kind.",
  fileName: "The recording's name, as it was uploaded under.",
  file_name: "The recording's name, as it was uploaded under.",
  format: "The form to answer in; it goes before `Accept`.",
  guidance: "What belongs there, in words for a language model.",
  heading: "As people read it.",
  hits: "Newest recordings first; hits of one recording stand together.",
  "template.id": "A built-in template's id, or `own`.",
  "segments.id": "Its number: what an edit names it by.",
  "NoteVersion.id": "Of this version.",
  "NoteTemplate.id": "What jobs name it by.",
  "OpenAiModel.id": "What a request names it by.",
  job_id: "The job's id.",
  jobs: "Newest first.",
  "sections.key": "Names the section, and does not change.",
  keyEvents: "What happened.",
  keys: "Newest first.",
  "writer.kind":
    "`extractive`: the speakers' own sentences, picked and ordered. `language-model`: written by `model`.",
  label: "In a word.",
  "createTranscription.language":
    "ISO 639-1 code of what is spoken. Found out by listening where it is not given.",
  language: "ISO 639-1 code of the language.",
  limit: "How many entries a page has, at most.",
  match: "Whether the piece is what was searched for.",
  maxUploadBytes: "Of one recording.",
  metadata: "The caller's own, as it was given.",
  missing: "What could not be transcribed, and why.",
  model: "The model's name.",
  "getModel.model": "A name from `GET /v1/models`.",
  "NoteWish.instructions":
    "What the note's writer should heed; `null` takes it away. Takes a language model.",
  "NoteWish.language": "ISO 639-1 code of the language to write the note in; `null`: that of the speech.",
  "NoteWish.template": "Which sections the note is to have; `null`: those of the diary.",
  "NoteState.mood": "Of a diary whose mood was judged.",
  mood: "How the speaker feels.",
  name: "For people to tell it apart.",
  "dependencies.name": "A store, a service, or a fleet of workers.",
  noSpeechProb: "Whisper's guess that nobody speaks there, 0 to 1. Absent where the engine gives none.",
  no_speech_prob: "The engine's guess that nobody speaks there, 0 to 1.",
  notes: "What writes notes.",
  object: "As OpenAI has it.",
  options: "What was asked for when the job was made, or its note was asked for again.",
  owned_by: "Always `diarist`.",
  partCount: "How many parts the file has.",
  partNumber: "Counts from 1.",
  partNumbers: "Parts count from 1.",
  "CompleteUpload.parts": "All of them, in any order.",
  "SignedParts.parts": "In the order that was asked for.",
  peaks: "The loudest moment of each stretch, as whole numbers from 0 (silence) to 127.",
  peaksPerSecond: "How many peaks a second of the recording has.",
  probability: "How sure the engine was, 0 to 1. Absent where it gives none.",
  quote: "What was said there, in the transcript's words.",
  ready: "Whether it can be used.",
  reason:
    "A code from the table at the head of this page, or `not_understood`: it sounds like speech, and no words came of it.",
  reflections: "Thoughts, feelings and plans.",
  removedSegments:
    "How many segments were left out because the engine had made them up over silence, music or noise.",
  request_id: "As in the header X-Request-Id; name it when you ask for help.",
  requestsPerMinute: "Counted by each gateway for itself.",
  response_format: "The shape of the answer.",
  revokedAt: "Since when it is refused. Absent: it is not.",
  scopes: "What it may do.",
  seconds: "The recording's length, rounded up.",
  sections: "In the order in which they are read.",
  seek: "As in OpenAI's answer: always 0 here.",
  segments: "In order of time.",
  silentSeconds: "Where it was listened and nobody spoke.",
  silent_seconds: "Where it was listened and nobody spoke.",
  sizeBytes: "Of the recording as it was uploaded.",
  speaker: "Who speaks there, or whose words are missing, where each channel is a speaker's.",
  speech: "What transcribes.",
  start: "Where it begins, in seconds.",
  "NoteState.status": "How far the note is. Its failure never costs the transcript.",
  "legacyUploadAudio.status": "Always `queued`.",
  status: "How it stands.",
  "Problem.status": "The HTTP status.",
  "LegacyProblem.status": "The HTTP status.",
  storedBytes: "All recordings of the tenant together.",
  tags: "Words to find it by.",
  task: "As in OpenAI's answer.",
  temperature: "As in OpenAI's API; the engine chooses its own, so that only 0 is taken.",
  template: "Which sections the note has.",
  templates: "The built-in ones first.",
  temporal: "The workflow service.",
  text: "The words.",
  "Transcript.text": "All of it, as one text.",
  timing: "How fine the engine's times are: a time a word, a time a segment, or none but the piece's own.",
  title: "In lists.",
  transcribedSeconds: "Where there are words.",
  transcribed_seconds: "Where there are words.",
  "usage.type": "Recordings are counted by their length.",
  "OpenAiTranscriptionEvent.type": "What the event is.",
  "error.type": "OpenAI's class of the failure.",
  "WebhookAttempt.type": "The event's type.",
  updatedAt: "When it was last changed.",
  value: "From -1 (low) to 1 (good).",
  version: "Of the service.",
  versions: "Newest first.",
  webhookUrl: "Where this job's own events go.",
  webhooks: "Newest first.",
  when: "The day that the entry's own words mean, such as “yesterday”.",
  word: "As it stands in the text.",
  words: "Each with its times.",
  writer: "Who wrote the note.",
};

type Node = Record<string, unknown>;

/** Values, not schemas. */
const VALUES = new Set(["example", "examples", "default", "enum", "const"]);

/** Gives a meaning to each property and parameter of an OpenAPI document that has none of its own, in place. */
export function explain(document: object): void {
  const schemas = at(at(document, "components"), "schemas");

  const describe = (named: Node, owner: string, name: string): void => {
    const meaning = GLOSSARY[`${owner}.${name}`] ?? GLOSSARY[name];
    if (meaning !== undefined && !isExplained(named)) named["description"] = meaning;
  };
  /** By itself, or by the schema that it refers to. */
  const isExplained = (schema: Node): boolean => {
    const { description, $ref } = schema;
    const referred = typeof $ref === "string" ? at(schemas, $ref.split("/").at(-1) ?? "") : undefined;
    return typeof description === "string" || (isNode(referred) && isExplained(referred));
  };
  const visit = (node: unknown, owner: string): void => {
    if (Array.isArray(node)) for (const item of node) visit(item, owner);
    if (!isNode(node)) return;
    const { operationId, name } = node;
    const within = typeof operationId === "string" ? operationId : owner;
    if (typeof name === "string" && "in" in node && !isExplained(nodeOf(node["schema"])))
      describe(node, within, name);
    for (const [key, value] of Object.entries(node)) {
      if (key === "properties") visitProperties(nodeOf(value), within);
      else if (!VALUES.has(key)) visit(value, node === schemas ? key : within);
    }
  };
  const visitProperties = (properties: Node, owner: string): void => {
    for (const [name, schema] of Object.entries(properties)) {
      if (isNode(schema)) describe(schema, owner, name);
      visit(schema, name);
    }
  };
  visit(document, "");
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function nodeOf(value: unknown): Node {
  return isNode(value) ? value : {};
}

function at(value: unknown, name: string): unknown {
  return nodeOf(value)[name];
}
