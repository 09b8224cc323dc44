import { outboxDb, type OutboxItem } from "./outbox-db.js";

/** What lies in the outbox: in the browser's database and, where that has no room or does not work, in memory. */
export class OutboxStore {
  readonly #unkept = new Map<string, OutboxItem>();

  /** Whether the database has it. */
  async add(item: OutboxItem): Promise<boolean> {
    try {
      await (await outboxDb()).put("items", item);
      // A page that comes over plain HTTP from another machine has no say in it.
      if (window.isSecureContext) void navigator.storage.persist();
      return true;
    } catch {
      this.#unkept.set(item.id, item);
      return false;
    }
  }

  isUnkept(id: string): boolean {
    return this.#unkept.has(id);
  }

  /** All that the database has. */
  async all(): Promise<OutboxItem[]> {
    return await outboxDb()
      .then((db) => db.getAll("items"))
      .catch(() => []);
  }

  async find(id: string): Promise<OutboxItem | undefined> {
    return this.#unkept.get(id) ?? (await (await outboxDb()).get("items", id));
  }

  async put(item: OutboxItem): Promise<void> {
    if (this.#unkept.has(item.id)) this.#unkept.set(item.id, item);
    else await (await outboxDb()).put("items", item);
  }

  async remove(id: string): Promise<void> {
    if (!this.#unkept.delete(id)) await (await outboxDb()).delete("items", id);
  }
}
