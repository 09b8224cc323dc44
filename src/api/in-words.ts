import type { z } from "zod";
import type { InvalidField } from "../domain/errors.js";

/** What is wrong with a field, for people who do not know zod; for issues whose schema has no words of its own. */
export function inWords(place: InvalidField["in"], issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      if (issue.input === undefined) return "is missing";
      if (Array.isArray(issue.input) && place === "query") return "is given more than once";
      return `has to be ${KINDS[issue.expected] ?? `of the type ${issue.expected}`}`;
    case "invalid_value":
      return `has to be ${issue.values.length === 1 ? "" : "one of "}${issue.values.map(String).join(", ")}`;
    case "too_small":
      return `has to ${bound(issue.origin, "at least", issue.minimum)}`;
    case "too_big":
      return `has to ${bound(issue.origin, "at most", issue.maximum)}`;
    case "invalid_format":
      return FORMATS[issue.format];
    default:
      return undefined;
  }
}

const KINDS: Record<string, string | undefined> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

const FORMATS: Record<string, string | undefined> = {
  uuid: "has to be a UUID",
  url: "has to be a URL",
  datetime: "has to be a time such as 2026-11-22T20:15:30Z",
  date: "has to be a day such as 2026-11-22",
};

function bound(origin: string, relation: string, limit: number | bigint): string {
  const size = `${relation} ${String(limit)}`;
  if (origin === "string") return `have ${size} characters`;
  return origin === "array" || origin === "set" ? `have ${size} entries` : `be ${size}`;
}
