import { z } from "zod";
import { daySchema, searchPageSchema } from "../../../contracts/http/search.js";
import { clausesOf } from "../../../domain/search/query.js";
import { cursorOf, hitPlaceOfCursor } from "../../library/cursor.js";
import { operation } from "../../operation.js";

const MAX_HITS = 100;

const querySchema = z.object({
  q: z
    .string()
    .min(1)
    .max(200)
    .meta({
      description:
        'Words, all of which are to be met, near to each other or in one recording. `"In quotes"` they stand as they are; the last ' +
        "one may be unfinished. Without quotes a word's other forms are met too, such as `walking` by `walked`, in the recording's " +
        "language. Case and accents do not matter, and no question is wrong.",
      examples: ['dentist "on monday"'],
    }),
  from: daySchema
    .optional()
    .meta({ description: "The first day; of recordings without a note that of `createdAt`." }),
  until: daySchema.optional().meta({ description: "The last day." }),
  limit: z.coerce.number().int().min(1).max(MAX_HITS).default(20),
  perJob: z.coerce.number().int().min(1).max(MAX_HITS).default(5).meta({
    description: "Hits of one job, at most; its last one says how many `more` there are.",
  }),
  cursor: z.string().max(300).optional().meta({ description: "`nextCursor` of the page before." }),
});

export const search = operation({
  id: "search",
  method: "get",
  path: "/v1/search",
  tag: "Library",
  summary: "Search what was said and noted",
  description:
    "Transcripts, notes, titles and tags. Recordings that have all the words near to each other come first, then those that have " +
    "them scattered; both newest first. Hits of one recording stand together.",
  scope: "jobs:read",
  query: querySchema,
  answers: { 200: { description: "A page of hits.", json: searchPageSchema } },
  problems: ["search_unavailable"],
  handler: async ({ library }, { tenantId, query: { q, from, until, limit, perJob, cursor } }) => {
    const { hits, next, isWhole } = await library.search(tenantId, {
      ...{ clauses: clausesOf(q), limit, perJob },
      ...(from !== undefined && { from }),
      ...(until !== undefined && { until }),
      ...(cursor !== undefined && { after: hitPlaceOfCursor(cursor) }),
    });
    return {
      status: 200,
      body: {
        hits: hits.map(({ title: jobTitle, ...hit }) => ({ ...hit, jobTitle })),
        ...(next !== undefined && { nextCursor: cursorOf(next) }),
        ...(!isWhole && { incomplete: true }),
      },
    };
  },
});
