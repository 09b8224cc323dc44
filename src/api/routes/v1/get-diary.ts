import { z } from "zod";
import { diaryPageSchema } from "../../../contracts/http/diary.js";
import { daySchema } from "../../../contracts/http/search.js";
import type { DiaryEntry } from "../../../search/port.js";
import { cursorOf, placeOfCursor } from "../../library/cursor.js";
import { operation } from "../../operation.js";

const MAX_ENTRIES = 1_000;

const querySchema = z.object({
  from: daySchema.optional().meta({ description: "The first day." }),
  until: daySchema.optional().meta({ description: "The last day." }),
  limit: z.coerce.number().int().min(1).max(MAX_ENTRIES).default(MAX_ENTRIES),
  cursor: z.string().max(300).optional().meta({ description: "`nextCursor` of the page before." }),
});

export const getDiary = operation({
  id: "getDiary",
  method: "get",
  path: "/v1/diary",
  tag: "Library",
  summary: "The notes by day, with their moods",
  description: "Newest day first: what a calendar shows, and the mood over time.",
  scope: "jobs:read",
  query: querySchema,
  answers: { 200: { description: "A page of notes.", json: diaryPageSchema } },
  problems: ["search_unavailable"],
  handler: async ({ library }, { tenantId, query: { from, until, limit, cursor } }) => {
    const { entries, next, isWhole } = await library.diary(tenantId, {
      limit,
      ...(from !== undefined && { from }),
      ...(until !== undefined && { until }),
      ...(cursor !== undefined && { after: placeOfCursor(cursor) }),
    });
    return {
      status: 200,
      body: {
        entries: entries.map(toEntry),
        ...(next !== undefined && { nextCursor: cursorOf(next) }),
        ...(!isWhole && { incomplete: true }),
      },
    };
  },
});

function toEntry({ jobId, day: date, title, note, durationSeconds, createdAt }: DiaryEntry) {
  return { jobId, date, title, ...note, durationSeconds, createdAt };
}
