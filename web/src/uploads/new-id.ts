const BYTES = 16;

/** crypto.randomUUID is not there for pages that come over plain HTTP from another machine; this is. */
export const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(BYTES)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
