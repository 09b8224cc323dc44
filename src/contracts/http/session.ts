import { z } from "zod";
import { scopeSchema } from "../../domain/access.js";

/** With the cookie's name it has to fit into what browsers keep of a cookie, 4,096 bytes. */
const MAX_KEY_LENGTH = 3_900;

export const newSessionSchema = z
  .strictObject({
    key: z
      .string()
      .max(MAX_KEY_LENGTH)
      .regex(/^[\w.~+/=-]+$/, "is no API key and no access token")
      .meta({
        description: "An API key, or an access token of the configured issuer.",
        examples: ["dk_3kTMd0qUlWcXf_…"],
      }),
  })
  .meta({ id: "NewSession" });

export const sessionSchema = z
  .object({
    signedIn: z.boolean().meta({ description: "Whether the service would answer this caller." }),
    access: z.enum(["local", "keys"]).meta({
      description:
        "`local`: whoever reaches the service may do everything, and there is nothing to sign in to.",
    }),
    scopes: z.array(scopeSchema).optional().meta({ description: "What the caller may do, when signed in." }),
  })
  .meta({ id: "Session" });
