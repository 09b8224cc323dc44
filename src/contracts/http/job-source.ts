import { z } from "zod";
import { jobFieldsSchema } from "./job-fields.js";
import { targetUrlSchema } from "./target-url.js";

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
    url: targetUrlSchema(4_096)
      .optional()
      .meta({
        description:
          "Where to fetch the recording from, by GET and without credentials. It is shown to nobody. Only public addresses are " +
          "reached, unless the operator allows others.",
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
