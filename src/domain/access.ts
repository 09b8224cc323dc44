import { z } from "zod";
import { filledText } from "./filled-text.js";

/** What a key or a token may be allowed to do. */
export const SCOPES = ["jobs:read", "jobs:write", "keys:write", "webhooks:write"] as const;
export const scopeSchema = z.enum(SCOPES);
export type Scope = z.infer<typeof scopeSchema>;

/** The tenant of a Diarist that asks nobody who they are. */
export const LOCAL_TENANT = "local";

/** It becomes a part of keys in both stores, where `#` and `/` separate. */
export const tenantIdSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
    "must have 1 to 64 letters, digits, dots, dashes or underscores",
  );

export const keyNameSchema = filledText(100);
export const keyScopesSchema = z
  .array(scopeSchema)
  .min(1)
  .transform((scopes) => [...new Set(scopes)]);

/** An API key without what proves it. */
export const apiKeySchema = z.object({
  /** The public part: stands in logs and in the key itself. */
  keyId: z.string(),
  tenantId: tenantIdSchema,
  name: z.string(),
  scopes: z.array(scopeSchema),
  /* ISO 8601 in UTC. */
  createdAt: z.string(),
  /** Absent: for ever. */
  validUntil: z.string().optional(),
  lastUsedAt: z.string().optional(),
  revokedAt: z.string().optional(),
});
export type ApiKey = z.infer<typeof apiKeySchema>;
