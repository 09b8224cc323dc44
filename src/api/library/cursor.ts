import { z } from "zod";
import { DiaristError } from "../../domain/errors.js";
import type { HitPlace, Place } from "../../search/port.js";

/* Cursors name a job, so that any gateway's index can go on from there. */

const placeSchema = z.object({ day: z.iso.date(), createdAt: z.iso.datetime(), jobId: z.uuid() });
const hitPlaceSchema = placeSchema.extend({ isScattered: z.boolean() });

export function cursorOf(place: Place | HitPlace): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/** Throws `invalid_request`. */
export function placeOfCursor(cursor: string): Place {
  return parsed(placeSchema, cursor);
}

/** Throws `invalid_request`. */
export function hitPlaceOfCursor(cursor: string): HitPlace {
  return parsed(hitPlaceSchema, cursor);
}

function parsed<T>(schema: z.ZodType<T>, cursor: string): T {
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch (cause) {
    throw new DiaristError("invalid_request", "That cursor is not one of this list's.", { cause });
  }
}
