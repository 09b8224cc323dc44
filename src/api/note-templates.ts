import { DiaristError } from "../domain/errors.js";
import type { OwnTemplate, TemplateChoice } from "../domain/note-template.js";
import {
  isStoredTemplateId,
  templateIn,
  type AskedTemplate,
  type StoredTemplate,
  type StoredTemplateId,
} from "../domain/stored-note-template.js";
import type { NoteTemplateStore } from "../storage/note-template-port.js";

/** More nobody finds the right one among. */
const MOST_A_TENANT = 50;

/** The tenants' own note templates. Throws `note_template_not_found` for one that is not the tenant's. */
export class NoteTemplates {
  constructor(private readonly store: NoteTemplateStore) {}

  /** `uuid` becomes its id: the same at each attempt of one request. Throws `too_many_note_templates`. */
  async create(tenantId: string, uuid: string, template: OwnTemplate): Promise<StoredTemplate> {
    const templateId: StoredTemplateId = `tpl_${uuid.replaceAll("-", "")}`;
    const others = (await this.store.list(tenantId)).filter((other) => other.templateId !== templateId);
    if (others.length >= MOST_A_TENANT)
      throw new DiaristError(
        "too_many_note_templates",
        `There are ${String(MOST_A_TENANT)} templates of your own already. Delete one, or change it.`,
      );
    const now = new Date().toISOString();
    const stored = { ...template, templateId, tenantId, createdAt: now, updatedAt: now };
    await this.store.put(stored);
    return stored;
  }

  /** By name. */
  async list(tenantId: string): Promise<StoredTemplate[]> {
    return (await this.store.list(tenantId)).sort((a, b) => a.name.localeCompare(b.name));
  }

  async get(tenantId: string, templateId: string): Promise<StoredTemplate> {
    const template = await this.store.get(tenantId, templateId);
    if (template === undefined) throw notFound(templateId);
    return template;
  }

  async replace(
    tenantId: string,
    templateId: StoredTemplateId,
    template: OwnTemplate,
  ): Promise<StoredTemplate> {
    const { createdAt } = await this.get(tenantId, templateId);
    const updatedAt = new Date().toISOString();
    const stored = { ...template, templateId, tenantId, createdAt, updatedAt };
    if (!(await this.store.replace(stored))) throw notFound(templateId);
    return stored;
  }

  async delete(tenantId: string, templateId: string): Promise<void> {
    if (!(await this.store.delete(tenantId, templateId))) throw notFound(templateId);
  }

  /** As it is kept in a job: a stored template by what it says now, not by its id. */
  async choose(tenantId: string, asked: AskedTemplate): Promise<TemplateChoice> {
    return isStoredTemplateId(asked) ? templateIn(await this.get(tenantId, asked)) : asked;
  }

  /** The same of a job's fields. */
  async chooseIn<T extends { noteTemplate?: AskedTemplate | undefined }>(
    tenantId: string,
    { noteTemplate, ...others }: T,
  ): Promise<Omit<T, "noteTemplate"> & { noteTemplate?: TemplateChoice }> {
    if (noteTemplate === undefined) return others;
    return { ...others, noteTemplate: await this.choose(tenantId, noteTemplate) };
  }
}

function notFound(templateId: string): DiaristError {
  return new DiaristError("note_template_not_found", `There is no note template ${templateId}.`);
}
