const MAX_BYTES = 255;
const NAMELESS = "recording";

/**
 * A client's file name as something to show: its last part, composed (NFC), without control and direction-changing
 * characters, at most 255 bytes of UTF-8. It never becomes part of a path or key.
 */
export function displayName(clientName: string): string {
  const base = clientName.split(/[/\\]/).at(-1) ?? "";
  const name = base
    .toWellFormed()
    .normalize("NFC")
    .replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, "")
    .trim();
  return name === "" ? NAMELESS : shortened(name);
}

/** Cuts whole characters, as people see them, off the end of the stem, so that the extension stays. */
function shortened(name: string): string {
  if (Buffer.byteLength(name) <= MAX_BYTES) return name;
  const dot = name.lastIndexOf(".");
  const extension = dot > 0 && name.length - dot <= 10 ? name.slice(dot) : "";
  const characters = new Intl.Segmenter().segment(name.slice(0, name.length - extension.length));
  const stem = Array.from(characters, ({ segment }) => segment);
  while (Buffer.byteLength(stem.join("") + extension) > MAX_BYTES) stem.pop();
  return stem.join("") + extension;
}
