import type { Request } from "express";
import { DiaristError } from "../../domain/errors.js";

/** A form that a result can be had in. */
export interface Rendering {
  contentType: string;
  extension: string;
}

/**
 * The form that a request wants: by `?format=`, else by `Accept`, the first one where that says nothing. Throws
 * `not_acceptable`.
 */
export function wantedFormat<Format extends string>(
  request: Request,
  renderings: Readonly<Record<Format, Rendering>>,
  format: Format | undefined,
): Format {
  if (format !== undefined) return format;
  const entries: [string, Rendering][] = Object.entries(renderings);
  const types = entries.map(([, { contentType }]) => contentType.split(";")[0] ?? "");
  const accepted = request.accepts(types);
  const name = entries[accepted === false ? -1 : types.indexOf(accepted)]?.[0];
  if (name !== undefined && isFormat(name, renderings)) return name;
  throw new DiaristError(
    "not_acceptable",
    `There is ${[...new Set(types)].join(", ")}; name one in Accept, or a format in ?format=.`,
  );
}

function isFormat<Format extends string>(
  name: string,
  renderings: Readonly<Record<Format, Rendering>>,
): name is Format {
  return Object.hasOwn(renderings, name);
}
