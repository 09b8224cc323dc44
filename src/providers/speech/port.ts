import type { Recognition } from "../../domain/transcript.js";

export interface SpeechRequest {
  audio: Uint8Array;
  /** Its extension tells the server the format. */
  fileName: string;
  /** ISO 639-1; found by the engine when absent. */
  language?: string;
  prompt?: string;
  temperature?: number;
}

/** Turns one piece of audio into timed text. */
export interface SpeechRecognizer {
  /** Everything about this engine that its results depend on, hashed: part of each result's key. */
  readonly settingsHash: string;
  /**
   * Throws DiaristError `speech_*`; retryable ones carry `retryAfterSeconds` where the server said it. Aborting the
   * signal ends the request.
   */
  transcribe(request: SpeechRequest, signal: AbortSignal): Promise<Recognition>;
  /** Throws unless the server answers. */
  check(): Promise<void>;
}
