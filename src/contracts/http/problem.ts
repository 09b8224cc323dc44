import { z } from "zod";

export const fieldErrorSchema = z
  .object({
    in: z.enum(["path", "query", "header", "body"]).meta({ description: "Which part of the request." }),
    field: z
      .string()
      .meta({ description: "The field's name, dotted where it lies in another.", examples: ["language"] }),
    message: z.string().meta({ examples: ["must be a language code such as de"] }),
  })
  .meta({ id: "FieldError" });

/** An RFC 9457 problem as `/v1` answers it. */
export const problemSchema = z
  .object({
    type: z
      .string()
      .meta({ description: "A URN that ends in `code`.", examples: ["urn:diarist:problem:job_not_found"] }),
    title: z
      .string()
      .meta({ description: "The same for every problem of that code.", examples: ["There is no such job"] }),
    status: z
      .number()
      .int()
      .meta({ examples: [404] }),
    detail: z.string().meta({ description: "What is wrong here and what to do about it, for people." }),
    code: z.string().meta({ description: "Stable: what programs go by.", examples: ["job_not_found"] }),
    instance: z.string().optional().meta({ description: "The path that was asked for." }),
    requestId: z
      .string()
      .optional()
      .meta({ description: "As in the header X-Request-Id; name it when you ask for help." }),
    errors: z
      .array(fieldErrorSchema)
      .optional()
      .meta({ description: "With `invalid_request`: each field that is wrong." }),
  })
  .meta({ id: "Problem", description: "An RFC 9457 problem." });

/** The same outside `/v1`, where names are written as the replaced system wrote them. */
export const legacyProblemSchema = problemSchema
  .omit({ requestId: true })
  .extend({ request_id: z.string().optional() })
  .meta({ id: "LegacyProblem", description: "An RFC 9457 problem." });
