import type { ObjectStore } from "../../storage/ports.js";

/** Takes a recording that is only to be counted and hashed. */
export const discarding: Pick<ObjectStore, "putStream" | "delete"> = {
  async putStream(_key, body) {
    let sizeBytes = 0;
    const pieces: AsyncIterable<Uint8Array> = body;
    for await (const piece of pieces) sizeBytes += piece.length;
    return { sizeBytes };
  },
  async delete() {
    // Nothing was kept.
  },
};
