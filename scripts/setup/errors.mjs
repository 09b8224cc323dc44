/** This source cannot give the part here; the next one is tried. The message is one plain line. */
export class SourceUnavailable extends Error {
  name = "SourceUnavailable";
}

/** What arrived is not what was pinned. It is thrown away; the next source is tried, and the line says so. */
export class ChecksumMismatch extends SourceUnavailable {
  name = "ChecksumMismatch";
}

/** Nothing helps but a person: the message says what to do. */
export class SetupError extends Error {
  name = "SetupError";
}
