import type { PacketCodec } from "./codec.js";
import { BEGINS, lacingOf, pageHeader } from "./page.js";

/*
 * The pages with which an Ogg file begins, without the tags of the recording, which may hold names and places.
 */

const VENDOR_AND_TAGS_NONE = Buffer.alloc(8);

/** The pages before the sound; the last page but its end, which is the set-up header's bytes, if the codec has one. */
export function headerPages(
  codec: PacketCodec["name"],
  head: Buffer,
  setup: Buffer,
  serial: number,
  firstSequence: number,
): Buffer {
  const page = { granule: 0, serial };
  const tags = codec === "opus" ? opusTags() : vorbisComment();
  const packets = codec === "opus" ? [tags.length] : [tags.length, setup.length];
  return Buffer.concat([
    pageHeader({
      ...page,
      flags: BEGINS,
      sequence: firstSequence,
      lacing: lacingOf([head.length]),
      body: head,
    }),
    head,
    pageHeader({
      ...page,
      flags: 0,
      sequence: firstSequence + 1,
      lacing: lacingOf(packets),
      body: Buffer.concat([tags, setup]),
    }),
    tags,
  ]);
}

function opusTags(): Buffer {
  return Buffer.concat([Buffer.from("OpusTags", "latin1"), VENDOR_AND_TAGS_NONE]);
}

function vorbisComment(): Buffer {
  return Buffer.concat([Buffer.from("\u0003vorbis", "latin1"), VENDOR_AND_TAGS_NONE, Buffer.from([1])]);
}

/** The first header of Opus whose decoders give all samples. */
export function withoutPreSkip(codec: PacketCodec["name"], head: Buffer): Buffer {
  if (codec !== "opus") return head;
  const copy = Buffer.from(head);
  copy.writeUInt16LE(0, 10);
  return copy;
}
