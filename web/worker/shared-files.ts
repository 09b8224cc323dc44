import { newId } from "../src/uploads/new-id.js";
import { OutboxChannel } from "../src/uploads/outbox-channel.js";
import { outboxDb } from "../src/uploads/outbox-db.js";

/**
 * Lays what another app shared into the outbox, before anything of it goes over the network; the page that opens then sends
 * it. An address is handed to the page, for a person to look at before it is fetched.
 */
export async function takeShared(request: Request): Promise<Response> {
  const form = await request.formData();
  // A form without a file has an empty one.
  const files = form
    .getAll("recordings")
    .filter((value) => value instanceof File)
    .filter(({ size }) => size > 0);
  const db = await outboxDb();
  for (const content of files)
    await db.put("items", {
      id: newId(),
      name: content.name === "" ? "shared" : content.name,
      content,
      sizeBytes: content.size,
      addedAt: Date.now(),
    });
  new OutboxChannel().tell({ kind: "changed" });
  const address = files.length === 0 ? addressIn(form) : undefined;
  const page = address === undefined ? "/" : `/?${new URLSearchParams({ address }).toString()}`;
  return Response.redirect(page, 303);
}

/** Apps put an address into any of the three. */
function addressIn(form: FormData): string | undefined {
  for (const name of ["url", "text", "title"]) {
    const value = form.get(name);
    const [address] = typeof value === "string" ? (/https?:\/\/\S+/.exec(value) ?? []) : [];
    if (address !== undefined) return address;
  }
  return undefined;
}
