import { z } from "zod";
import { keyNameSchema, keyScopesSchema, scopeSchema, type ApiKey } from "../../domain/access.js";
import { timeSchema } from "./common.js";

export { tenantIdSchema } from "../../domain/access.js";
export { ownLimitsSchema } from "../../domain/limits.js";

export const keyIdSchema = z
  .string()
  .regex(/^[0-9A-Za-z]{1,64}$/, "is no id of an API key")
  .meta({ description: "A key's public part.", examples: ["3kTMd0qUlWcXf"] });

export const keyIdParams = z.object({ keyId: keyIdSchema });

export const newKeySchema = z
  .strictObject({
    name: keyNameSchema.meta({ description: "For you to tell your keys apart.", examples: ["phone"] }),
    scopes: keyScopesSchema.meta({ description: "What it may do; no more than you may yourself." }),
    expiresAt: z.iso
      .datetime({ offset: true })
      .transform((time) => new Date(time).toISOString())
      .optional()
      .meta({ description: "In the future. Absent: it is valid until it is revoked." }),
  })
  .meta({ id: "NewKey" });

export const keyAnswerSchema = z
  .object({
    id: keyIdSchema,
    name: z.string(),
    scopes: z.array(scopeSchema),
    createdAt: timeSchema,
    expiresAt: timeSchema.optional(),
    lastUsedAt: timeSchema.optional().meta({ description: "To a minute. Absent: never." }),
    revokedAt: timeSchema.optional(),
  })
  .meta({ id: "Key", description: "An API key without what proves it." });
export type KeyAnswer = z.infer<typeof keyAnswerSchema>;

export const newKeyAnswerSchema = keyAnswerSchema
  .extend({
    key: z.string().meta({
      description: "Shown this once: keep it where secrets are kept.",
      examples: ["dk_3kTMd0qUlWcXf_…"],
    }),
  })
  .meta({ id: "KeyWithSecret" });

/** A key as the API shows it: everything but whose it is. */
export function toKeyAnswer({ keyId, tenantId: _, validUntil, ...key }: ApiKey): KeyAnswer {
  return { id: keyId, ...key, ...(validUntil !== undefined && { expiresAt: validUntil }) };
}
