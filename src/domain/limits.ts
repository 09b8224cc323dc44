import { z } from "zod";

/** How much a tenant may use. Absent: without a limit. */
export interface Limits {
  requestsPerMinute?: number | undefined;
  /** Jobs that have not ended. */
  concurrentJobs?: number | undefined;
  /** Of recordings, by their length; a day begins at midnight UTC. */
  audioMinutesPerDay?: number | undefined;
  /** Of recordings as they were uploaded. */
  storedBytes?: number | undefined;
}

/** What is said of one tenant; null lifts a limit that holds for all others. */
const ownLimit = z.number().int().nonnegative().nullable().optional();
export const ownLimitsSchema = z.object({
  requestsPerMinute: ownLimit,
  concurrentJobs: ownLimit,
  audioMinutesPerDay: ownLimit,
  storedBytes: ownLimit,
});
export type OwnLimits = z.infer<typeof ownLimitsSchema>;

/** What holds for a tenant. */
export function limitsFor(own: OwnLimits, common: Limits): Limits {
  const choose = (name: keyof Limits): number | undefined =>
    own[name] === undefined ? common[name] : (own[name] ?? undefined);
  return {
    requestsPerMinute: choose("requestsPerMinute"),
    concurrentJobs: choose("concurrentJobs"),
    audioMinutesPerDay: choose("audioMinutesPerDay"),
    storedBytes: choose("storedBytes"),
  };
}
