export { TranscribeAndNote } from "./transcribe-and-note.js";
export { WriteNote } from "./write-note.js";
