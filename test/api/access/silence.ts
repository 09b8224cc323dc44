/** A short WAV file, the same each time. */
export function wav(): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(108);
  const text = new TextEncoder();
  file.set(text.encode("RIFF"), 0);
  file.set(text.encode("WAVEfmt "), 8);
  file.set(text.encode("data"), 36);
  return file;
}
