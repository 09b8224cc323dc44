import { z } from "zod";
import { jobFieldsSchema } from "./job-fields.js";

const httpUrlSchema = z
  .url({ protocol: /^https?$/, error: "is no http or https URL" })
  .max(4_096)
  .refine((url) => {
    const parsed = URL.parse(url);
    return parsed === null || (parsed.username === "" && parsed.password === "");
  }, "may not hold a user's name or password");

/** A recording that the request does not hold, and what a job is made of it with. */
export const jobSourceSchema = jobFieldsSchema
  .extend({
    upload: z
      .string()
      .max(4_096)
      .optional()
      .meta({
        description: "A finished upload: its id or its address.",
        examples: ["/files/7d3f4e86-0c7e-4d0b-9f4e-6b1f0c2a9d11"],
      }),
    url: httpUrlSchema.optional().meta({
      description:
        "Where to fetch the recording from, by GET and without credentials. It is shown to nobody.",
      examples: ["https://example.org/Monday.m4a"],
    }),
    fileName: z
      .string()
      .max(1_000)
      .optional()
      .meta({ description: "Unless it is told by the upload or by the URL.", examples: ["Monday.m4a"] }),
  })
  .refine(
    ({ upload, url }) => (upload === undefined) !== (url === undefined),
    "has to name one of upload and url",
  )
  .meta({ id: "JobSource", oneOf: [{ required: ["upload"] }, { required: ["url"] }] });
export type JobSource = z.output<typeof jobSourceSchema>;
