import type { Recognition } from "../../domain/transcript.js";

/** A body of known length that is read as it is sent: each piece is the sender's only until the next is asked for. */
export interface SizedBody {
  sizeBytes: number;
  read(): AsyncIterable<Uint8Array>;
}

export interface SpeechRequest {
  audio: SizedBody;
  /** Its extension tells the server the format. */
  fileName: string;
  /** Where the caller knows it: some servers give no times at all, and the request's deadline grows with it. */
  durationSeconds?: number;
  /** ISO 639-1; found by the engine when absent. */
  language?: string | undefined;
  prompt?: string | undefined;
  /** The configured one where it is absent. */
  model?: string | undefined;
  /** The first try gave no words where there is sound like speech: try with other settings. */
  secondTry?: boolean | undefined;
}

/** Turns one piece of audio into timed text. */
export interface SpeechRecognizer {
  /**
   * Everything beside the audio that a result depends on, hashed to hex: part of each result's key. The model and the
   * request's own settings are in it; the address and the key of the server are not.
   */
  settingsHash(options: Pick<SpeechRequest, "language" | "model" | "prompt" | "secondTry">): string;
  /**
   * Throws DiaristError `speech_*`; retryable ones carry `retryAfterSeconds` where the server said it. Aborting the
   * signal ends the request. What was heard is the caller's own.
   */
  transcribe(request: SpeechRequest, signal: AbortSignal): Promise<Recognition>;
  /** Throws unless the server answers. */
  check(): Promise<void>;
}
