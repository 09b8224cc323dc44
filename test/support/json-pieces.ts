/** What JSON says that comes in pieces. */
export function parsed(pieces: Iterable<string>): unknown {
  return JSON.parse([...pieces].join(""));
}
