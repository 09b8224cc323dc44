/** Smaller ones cost more than they are worth. */
const PIECE_CHARACTERS = 64 * 1024;

/** A text that comes in pieces of any length, as bytes in few. */
export function* inLargePieces(texts: Iterable<string>): Generator<Buffer> {
  let gathered = "";
  for (const text of texts) {
    gathered += text;
    if (gathered.length < PIECE_CHARACTERS) continue;
    yield Buffer.from(gathered);
    gathered = "";
  }
  yield Buffer.from(gathered);
}
