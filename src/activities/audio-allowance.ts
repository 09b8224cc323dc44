import type { JobRef } from "../contracts/activity-io.js";
import { DiaristError } from "../domain/errors.js";
import { limitsFor, type Limits } from "../domain/limits.js";
import type { TenantStore } from "../storage/tenant-port.js";

/** A tenant's minutes of audio a day. */
export interface AudioAllowance {
  /**
   * Charges a job's recording, once however often the activity is tried, to the day that it is now in UTC. Throws
   * `audio_limit_reached` where that is more than the day has left, and charges nothing then.
   */
  charge(job: JobRef, durationSeconds: number): Promise<void>;
}

/** `common` holds for tenants that have no limit of their own; where there is none at all nothing is written. */
export function createAudioAllowance(
  store: Pick<TenantStore, "limits" | "chargeAudio">,
  common: Limits,
): AudioAllowance {
  return {
    charge: async ({ tenantId, jobId }, durationSeconds) => {
      const { audioMinutesPerDay } = limitsFor(await store.limits(tenantId), common);
      if (audioMinutesPerDay === undefined) return;
      const charged = await store.chargeAudio(tenantId, {
        jobId,
        day: new Date().toISOString().slice(0, 10),
        seconds: durationSeconds,
        atMostSeconds: audioMinutesPerDay * 60,
      });
      if (!charged)
        throw new DiaristError(
          "audio_limit_reached",
          `The recording's ${Math.ceil(durationSeconds / 60)} minutes are more than is left of today's ${audioMinutesPerDay}.`,
        );
    },
  };
}
