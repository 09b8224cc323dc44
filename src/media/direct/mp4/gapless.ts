import { boxAt, boxesOf } from "./boxes.js";
import type { Edits } from "./track.js";

/*
 * Apple's encoders, and those that follow them, tell in a comment what of a track is not part of the recording, many of them
 * instead of in an edit list: eight hexadecimal digits of nothing, then of the samples that lead in, of those that
 * trail, and sixteen of those between.
 */
const COMMENT = "iTunSMPB";
const CONTENT = /^ ?[\dA-F]{8} ([\dA-F]{8}) ([\dA-F]{8}) ([\dA-F]{16})/i;
/** Version, flags; those of `data` are followed by a language. */
const FULL_BOX_BYTES = 4;
const DATA_HEAD_BYTES = 8;
/** HE-AAC's samples are counted at either of its rates. */
const UNITS_A_SAMPLE = [1, 2, 0.5];
/** A track that has another length was changed since, and its comment was not. */
const MOST_OTHER_SHARE = 0.001;

/**
 * Edits of a track that is so many units long, with what the comment says. It is left aside where it does not fit that track, and
 * where an edit list leaves something out before the sound, which says the same or knows better.
 */
export function withGapless(edits: Edits, moov: Buffer, trackUnits: number): Edits {
  if (edits.from > 0) return edits;
  const [, ...numbers] = CONTENT.exec(readComment(moov) ?? "") ?? [];
  const [lead = 0, trail = 0, length = 0] = numbers.map((digits) => Number.parseInt(digits, 16));
  const samples = lead + length + trail;
  const unit = UNITS_A_SAMPLE.find(
    (units) => Math.abs(samples * units - trackUnits) <= trackUnits * MOST_OTHER_SHARE,
  );
  if (length === 0 || unit === undefined) return edits;
  return { ...edits, from: lead * unit, to: Math.min(edits.to, (lead + length) * unit) };
}

function readComment(moov: Buffer): string | undefined {
  const meta = boxAt(moov, "udta", "meta");
  const list = meta && (boxAt(meta.subarray(FULL_BOX_BYTES), "ilst") ?? boxAt(meta, "ilst"));
  const comment = (list ? boxesOf(list, "----") : []).find(
    (each) => boxAt(each, "name")?.toString("latin1", FULL_BOX_BYTES) === COMMENT,
  );
  return comment && boxAt(comment, "data")?.toString("latin1", DATA_HEAD_BYTES);
}
