/** What the gateway says of itself at `GET /v1/system` beside what it works with. */
export interface Installation {
  version: string;
  maxAudioSeconds: number;
  /** Whether it is reached by a loopback address. */
  speechOnThisMachine: boolean;
  /** Undefined: the built-in writer. */
  languageModel: { name: string; onThisMachine: boolean } | undefined;
  /** Where people look at Temporal; undefined: not told. */
  temporalUi: { url: string; namespace: string } | undefined;
}
