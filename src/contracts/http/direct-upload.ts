import { z } from "zod";
import { timeSchema } from "./common.js";

const partNumberSchema = z.number().int().min(1).max(10_000);

export const beginUploadSchema = z
  .strictObject({
    fileName: z
      .string()
      .max(1_000)
      .meta({ examples: ["Monday.m4a"] }),
    sizeBytes: z
      .number()
      .int()
      .min(1)
      .meta({ description: "Of the whole file.", examples: [2_481_152] }),
    contentType: z
      .string()
      .regex(/^[\w.+-]+\/[\w.+-]+$/, "has to be a media type such as audio/mp4")
      .max(100)
      .optional()
      .meta({ examples: ["audio/mp4"] }),
  })
  .meta({ id: "BeginUpload" });

export const directUploadSchema = z
  .object({
    id: z.uuid().meta({ description: "The job of the upload gets it too." }),
    partSizeBytes: z.number().int().meta({ description: "Of every part but the last." }),
    partCount: z.number().int(),
    expiresAt: timeSchema.meta({ description: "When the upload is removed if no job was made of it." }),
  })
  .meta({ id: "DirectUpload" });
export type DirectUpload = z.infer<typeof directUploadSchema>;

export const signPartsSchema = z
  .strictObject({
    partNumbers: z
      .array(partNumberSchema)
      .min(1)
      .max(1_000)
      .meta({ examples: [[1, 2, 3]] }),
  })
  .meta({ id: "SignParts" });

export const signedPartsSchema = z
  .object({
    parts: z.array(
      z.object({
        partNumber: partNumberSchema,
        url: z.url().meta({ description: "For a PUT of the part's bytes, without further headers." }),
        sizeBytes: z.number().int().meta({ description: "Exactly so many." }),
      }),
    ),
    expiresAt: timeSchema.meta({ description: "When the URLs stop working. Ask for new ones then." }),
  })
  .meta({ id: "SignedParts" });

export const completeUploadSchema = z
  .strictObject({
    parts: z
      .array(
        z.strictObject({
          partNumber: partNumberSchema,
          etag: z.string().min(1).max(200).meta({ description: "The header `ETag` of the PUT's answer." }),
        }),
      )
      .min(1)
      .max(10_000),
  })
  .meta({ id: "CompleteUpload" });
