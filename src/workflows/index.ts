export { DeliverWebhook } from "./deliver-webhook.js";
export { EraseJob } from "./erase-job.js";
export { MakeWaveform } from "./make-waveform.js";
export { RetryMissing } from "./retry-missing.js";
export { TranscribeAndNote } from "./transcribe-and-note.js";
export { WriteNote } from "./write-note.js";
