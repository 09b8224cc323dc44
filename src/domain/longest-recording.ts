import { DiaristError } from "./errors.js";

/** Encoders fill up their last packet: what was recorded for 24 hours is a moment longer. */
const LAST_PACKET_SECONDS = 1;

/** Throws `audio_too_long`. */
export function refuseTooLong(durationSeconds: number, mostSeconds: number): void {
  if (durationSeconds <= mostSeconds + LAST_PACKET_SECONDS) return;
  const told = `The recording is ${Math.ceil(durationSeconds)} seconds long; at most ${mostSeconds} are taken`;
  throw new DiaristError("audio_too_long", `${told}. Divide it, or ask the operator for a higher limit.`);
}
