/*
 * JSON objects with lists that are as long as a recording, written and read an item at a time: all items at once, as objects,
 * take ten times the memory of their JSON.
 */

/** The object's JSON in pieces. It has an empty list under each of the keys, in the same order, which the items take the place of. */
export function* jsonWithLists(object: object, lists: Record<string, Iterable<unknown>>): Generator<string> {
  let rest = JSON.stringify(object);
  for (const [key, items] of Object.entries(lists)) {
    const begin = placeIn(rest, key);
    yield rest.slice(0, begin);
    let separator = "";
    for (const item of items) {
      yield separator + JSON.stringify(item);
      separator = ",";
    }
    rest = rest.slice(begin);
  }
  yield rest;
}

export interface ReadObject {
  /** With an empty list in place of the one that is read by itself. */
  object: unknown;
  /** Read from the JSON whenever somebody goes through them. */
  items: Iterable<unknown>;
}

/** Reads an object but for the items of one list. The JSON is as JSON.stringify() writes it. Throws SyntaxError. */
export function readWithList(json: Buffer, key: string): ReadObject {
  const begin = placeIn(json, key);
  const ends = endsOfItems(json, begin);
  const end = ends.at(-1) ?? begin;
  const frame = Buffer.concat([json.subarray(0, begin), json.subarray(end)]);
  return {
    object: JSON.parse(frame.toString()),
    items: {
      *[Symbol.iterator]() {
        let from = begin;
        for (const to of ends) {
          yield JSON.parse(json.toString("utf8", from, to));
          from = to + 1;
        }
      },
    },
  };
}

/** Where a key's list begins, behind its bracket. Within a text every quotation mark has a backslash before it. */
function placeIn(json: string | Buffer, key: string): number {
  const opening = `"${key}":[`;
  const place = json.indexOf(opening);
  if (place === -1) throw new SyntaxError(`There is no list of ${key}`);
  return place + opening.length;
}

const Byte = {
  quote: 0x22,
  comma: 0x2c,
  openingBracket: 0x5b,
  backslash: 0x5c,
  closingBracket: 0x5d,
  openingBrace: 0x7b,
  closingBrace: 0x7d,
} as const;

/** Where each item of the list that begins there ends, before the comma or the bracket that follows. */
function endsOfItems(json: Buffer, begin: number): number[] {
  const ends: number[] = [];
  let depth = 0;
  for (let at = begin; at < json.length; at += 1) {
    switch (json[at]) {
      case Byte.quote:
        at = endOfText(json, at);
        break;
      case Byte.openingBracket:
      case Byte.openingBrace:
        depth += 1;
        break;
      case Byte.closingBracket:
      case Byte.closingBrace:
        if (depth === 0) return at === begin ? [] : [...ends, at];
        depth -= 1;
        break;
      case Byte.comma:
        if (depth === 0) ends.push(at);
        break;
      default:
    }
  }
  throw new SyntaxError("The list does not end");
}

function endOfText(json: Buffer, begin: number): number {
  let at = begin + 1;
  while (at < json.length && json[at] !== Byte.quote) at += json[at] === Byte.backslash ? 2 : 1;
  return at;
}
