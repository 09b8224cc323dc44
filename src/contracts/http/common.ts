import { z } from "zod";

/** ISO 8601 in UTC, as every time of the API. */
export const timeSchema = z.iso.datetime().meta({ examples: ["2026-11-22T20:15:30.000Z"] });

/** Lengths and positions, as every duration of the API. */
export const secondsSchema = z
  .number()
  .nonnegative()
  .meta({ description: "Seconds.", examples: [61.25] });

export const jobIdSchema = z
  .uuid()
  .toLowerCase()
  .meta({ description: "A job's id.", examples: ["7d3f4e86-0c7e-4d0b-9f4e-6b1f0c2a9d11"] });

export const jobIdParams = z.object({ jobId: jobIdSchema });
