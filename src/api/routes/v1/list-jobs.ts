import { z } from "zod";
import { jobPageSchema, jobStatusSchema, toJobAnswer } from "../../../contracts/http/job.js";
import { operation } from "../../operation.js";

const MAX_PAGE_SIZE = 100;

const TIME_OR_DAY = "has to be a day such as 2026-11-22 or a time such as 2026-11-22T20:15:30Z";
/** A day, or a moment; the store's times are in UTC and to the millisecond. */
const timeOrDay = z.union([
  z.iso.date({ error: TIME_OR_DAY }),
  z.iso.datetime({ offset: true, error: TIME_OR_DAY }).transform((time) => new Date(time).toISOString()),
]);

const querySchema = z.object({
  status: jobStatusSchema.optional(),
  tag: z.string().min(1).max(50).optional().meta({ description: "Jobs that have this tag." }),
  q: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: "Text in the title or the file name, in small or capital letters." }),
  createdFrom: timeOrDay.optional().meta({
    description: "A day or a moment, itself included. Days are in UTC.",
    examples: ["2026-11-22"],
  }),
  createdUntil: timeOrDay.optional().meta({
    description: "A day or a moment, itself included.",
    examples: ["2026-11-22T20:00:00Z"],
  }),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(20),
  cursor: z.string().max(200).optional().meta({ description: "`nextCursor` of the page before." }),
});

export const listJobs = operation({
  id: "listJobs",
  method: "get",
  path: "/v1/jobs",
  tag: "Jobs",
  summary: "List jobs, newest first",
  description:
    "All conditions hold together. Where matches are rare a page may hold few jobs, or none, and yet have a `nextCursor`: go " +
    "on until there is none. A job that was created a moment ago may still be missing.",
  scope: "jobs:read",
  query: querySchema,
  answers: { 200: { description: "A page of jobs.", json: jobPageSchema } },
  handler: async (
    { jobs },
    { tenantId, query: { status, tag, q, createdFrom, createdUntil, limit, cursor } },
  ) => {
    const page = await jobs.list(tenantId, {
      limit,
      ...(cursor !== undefined && { cursor }),
      ...(status !== undefined && { state: status }),
      ...(tag !== undefined && { tag }),
      ...(q !== undefined && { text: q }),
      ...(createdFrom !== undefined && { createdFrom }),
      ...(createdUntil !== undefined && { createdUntil }),
    });
    return { status: 200, body: { ...page, jobs: page.jobs.map(toJobAnswer) } };
  },
});
