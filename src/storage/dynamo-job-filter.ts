import type { Job } from "../domain/job.js";
import type { JobFilter } from "./ports.js";

/** What DynamoDB itself can tell of a filter; undefined where that is nothing. */
export function filterOf({ state, tag }: JobFilter) {
  const conditions = [
    ...(state === undefined ? [] : ["#state = :state"]),
    ...(tag === undefined ? [] : ["contains(#tags, :tag)"]),
  ];
  if (conditions.length === 0) return undefined;
  return {
    expression: conditions.join(" AND "),
    names: {
      ...(state !== undefined && { "#state": "state" }),
      ...(tag !== undefined && { "#tags": "tags" }),
    },
    values: { ...(state !== undefined && { ":state": state }), ...(tag !== undefined && { ":tag": tag }) },
  };
}

/** DynamoDB refuses a range that ends before it begins. */
export function isNoTime({ createdFrom = "0", createdUntil = "" }: JobFilter): boolean {
  return createdFrom > endOf(createdUntil);
}

/**
 * The dates as a range of a sort key that begins with the time; `~` sorts behind all that may follow it,
 * and `0` before every year.
 */
export function keyConditionOf(name: string, { createdFrom, createdUntil }: JobFilter) {
  if (createdFrom === undefined && createdUntil === undefined) return { condition: "", values: {} };
  return {
    condition: ` AND ${name} BETWEEN :from AND :until`,
    values: { ":from": createdFrom ?? "0", ":until": endOf(createdUntil ?? "") },
  };
}

function endOf(createdUntil: string): string {
  return `${createdUntil}~`;
}

/** DynamoDB knows no case-blind search. */
export function matchesText({ title = "", fileName }: Job, text: string): boolean {
  const wanted = folded(text);
  return folded(title).includes(wanted) || folded(fileName).includes(wanted);
}

function folded(text: string): string {
  return text.normalize("NFC").toLowerCase();
}
