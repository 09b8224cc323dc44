import { z } from "zod";
import { MAX_WEBHOOK_URL_LENGTH } from "../../domain/webhook.js";

/** Where the service is to go on a caller's behalf. Whether it may is told by `forbidden_address`, not by the schema. */
export function targetUrlSchema(maxLength: number) {
  return z
    .url({
      protocol: /^https?$/,
      error: ({ code }) => (code === "invalid_format" ? "is no http or https URL" : undefined),
    })
    .max(maxLength)
    .refine((url) => {
      const parsed = URL.parse(url);
      return parsed === null || (parsed.username === "" && parsed.password === "");
    }, "may not hold a user's name or password");
}

export const newWebhookUrlSchema = targetUrlSchema(MAX_WEBHOOK_URL_LENGTH);
