import { z } from "zod";
import { dependencySchema } from "./system.js";

/** The answer of `/readyz`: everything that the gateway depends on, by name. */
export const readinessSchema = z.object({
  status: z.enum(["ready", "not_ready"]),
  dependencies: z.record(z.string(), dependencySchema.omit({ name: true })),
});
export type Readiness = z.infer<typeof readinessSchema>;
