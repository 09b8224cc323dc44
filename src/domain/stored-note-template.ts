import { z } from "zod";
import { ownTemplateSchema, type OwnTemplate, type TemplateChoice } from "./note-template.js";

/** Of a tenant's own template; no built-in one is called so. */
export const storedTemplateIdSchema = z.templateLiteral(["tpl_", z.string().regex(/^[0-9a-f]{32}$/)]);
export type StoredTemplateId = z.infer<typeof storedTemplateIdSchema>;

/** A template that a tenant keeps, to name it instead of sending it with each recording. */
export const storedTemplateSchema = z.object({
  ...ownTemplateSchema.shape,
  templateId: storedTemplateIdSchema,
  tenantId: z.string(),
  /* ISO 8601, UTC. */
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type StoredTemplate = z.infer<typeof storedTemplateSchema>;

/** What may be asked for; a job keeps what a stored template said then, so that later changes do not alter older notes. */
export type AskedTemplate = TemplateChoice | StoredTemplateId;

export function isStoredTemplateId(asked: AskedTemplate): asked is StoredTemplateId {
  return typeof asked === "string" && asked.startsWith("tpl_");
}

export function templateIn({ name, sections }: StoredTemplate): OwnTemplate {
  return { name, sections };
}
