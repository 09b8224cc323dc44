import type { StoredTemplate } from "../domain/stored-note-template.js";

/** The tenants' own note templates. Throws DiaristError `storage_unavailable` when the store cannot be reached. */
export interface NoteTemplateStore {
  put(template: StoredTemplate): Promise<void>;
  /** Gives back false, and writes nothing, where there is none of that id. */
  replace(template: StoredTemplate): Promise<boolean>;
  get(tenantId: string, templateId: string): Promise<StoredTemplate | undefined>;
  /** In no order. */
  list(tenantId: string): Promise<StoredTemplate[]>;
  /** Gives back whether there was one. */
  delete(tenantId: string, templateId: string): Promise<boolean>;
}
