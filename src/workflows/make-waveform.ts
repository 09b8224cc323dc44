import type { JobRef } from "../contracts/activity-io.js";
import { media } from "./activities.js";

/** Measures a recording for a player that asks for its waveform. */
export async function MakeWaveform(job: JobRef): Promise<void> {
  await media.makeWaveform(job);
}
