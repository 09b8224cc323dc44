import type { AudioInfo } from "../domain/audio.js";

/** A piece of a local recording, cut into a file of its own. */
export interface PreparedChunk {
  index: number;
  startSeconds: number;
  endSeconds: number;
  audioStartSeconds: number;
  silences: [number, number][];
  /** Path of the cut file; the caller removes its folder. */
  path: string;
  /** Extension without a dot, as the speech engine should see it. */
  extension: string;
}

export interface CutSettings {
  /** Length that chunks should have about. */
  nominalSeconds: number;
  /** The cut is at the quietest place in a window of this length around the nominal boundary. */
  searchWindowSeconds: number;
}

/** Reads recordings that lie in local files, by ffmpeg as a killable subprocess. Aborting a signal kills it. */
export interface MediaTools {
  /** Throws DiaristError `not_audio`, `audio_unreadable` or `audio_empty`. */
  probe(path: string, signal: AbortSignal): Promise<AudioInfo>;
  /** Cuts the recording in order, yielding each piece as soon as it exists in `outputFolder`. */
  cut(
    path: string,
    info: AudioInfo,
    outputFolder: string,
    settings: CutSettings,
    signal: AbortSignal,
  ): AsyncIterable<PreparedChunk>;
}
