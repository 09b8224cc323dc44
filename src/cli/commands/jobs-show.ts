import type { JobAnswer } from "../../contracts/http/job.js";
import { nameOf } from "../http/jobs.js";
import { harmless } from "../terminal/fit.js";
import { formatAgo, formatBytes, formatClock, formatMoment } from "../terminal/humane.js";
import type { Screen } from "../terminal/screen.js";
import { printFields } from "../terminal/table.js";
import { statusStyle, statusText } from "./job-status.js";

/** A job for people: what it is, how it is, and what can be done about it. */
export function printJob(screen: Screen, job: JobAnswer): void {
  const { paint } = screen;
  const style = statusStyle(job);
  const status = statusText(job);
  screen.print(paint("bold", harmless(nameOf(job))));
  printFields(
    screen,
    [
      ["id", job.id],
      ["status", style === undefined ? status : paint(style, status)],
      ["failure", job.failure?.message],
      ["recording", recordingText(job)],
      ["length", lengthText(job)],
      ["missing", missingText(job)],
      ["note", noteText(job)],
      ["tags", job.tags?.map(harmless).join(", ")],
      ["made", `${formatMoment(job.createdAt)} (${formatAgo(job.createdAt)})`],
      ["changed", `${formatMoment(job.updatedAt)} (${formatAgo(job.updatedAt)})`],
    ].flatMap(([name = "", value]) => (value === undefined || value === "" ? [] : [[name, value] as const])),
  );
}

function recordingText({ fileName, sizeBytes, contentType }: JobAnswer): string {
  const size = sizeBytes === undefined ? [] : [formatBytes(sizeBytes)];
  return [harmless(fileName), ...size, ...(contentType === undefined ? [] : [contentType])].join(", ");
}

function lengthText({ durationSeconds, language }: JobAnswer): string | undefined {
  if (durationSeconds === undefined) return undefined;
  return [formatClock(durationSeconds), ...(language === undefined ? [] : [language])].join(", ");
}

function missingText({ id, missingSeconds = 0 }: JobAnswer): string | undefined {
  if (missingSeconds === 0) return undefined;
  return `${formatClock(missingSeconds)} could not be transcribed; \`diarist jobs retry ${id.slice(0, 8)}\` tries again`;
}

function noteText({ note, options }: JobAnswer): string {
  const { noteTemplate = "diary" } = options;
  const template = typeof noteTemplate === "string" ? noteTemplate : noteTemplate.name;
  const reason = note.failure === undefined ? "" : `: ${note.failure.message}`;
  return `${note.status} (${harmless(template)})${reason}`;
}
