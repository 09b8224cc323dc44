import type { Live } from "../../../api/live.js";
import { interleave, type Gap, type Row, type Segment } from "./rows.js";

/** Between two parts that follow each other no time is missing; their edges are rounded. */
const JOINT_SECONDS = 1;

/** What has been heard so far while a job runs, and what is yet to come in its place. */
export function rowsOfParts({ parts, progress }: Live): Row[] {
  let id = 0;
  const segments = parts
    .flatMap((part) =>
      part.segments.map((segment): Segment => {
        const speaker = part.channel === undefined ? {} : { speaker: `Speaker ${part.channel + 1}` };
        return { id: id++, ...segment, ...speaker, words: [] };
      }),
    )
    .sort((a, b) => a.start - b.start);
  return interleave(
    segments.filter(({ text }) => text !== ""),
    awaited(parts, progress?.audioSeconds ?? 0),
  );
}

function awaited(parts: Live["parts"], audioSeconds: number): Gap[] {
  const gaps: Gap[] = [];
  let heardUntil = 0;
  for (const { startSeconds, endSeconds } of [
    ...parts,
    { startSeconds: audioSeconds, endSeconds: audioSeconds },
  ]) {
    if (startSeconds - heardUntil > JOINT_SECONDS)
      gaps.push({ kind: "awaited", start: heardUntil, end: startSeconds });
    heardUntil = Math.max(heardUntil, endSeconds);
  }
  return gaps;
}
