import { z } from "zod";
import { keyAnswerSchema, toKeyAnswer } from "../../../contracts/http/key.js";
import { operation } from "../../operation.js";

const querySchema = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().optional().meta({ description: "`nextCursor` of the page before." }),
});

const pageSchema = z
  .object({
    keys: z.array(keyAnswerSchema),
    nextCursor: z.string().optional().meta({ description: "Absent on the last page." }),
  })
  .meta({ id: "KeyPage" });

export const listKeys = operation({
  id: "listKeys",
  method: "get",
  path: "/v1/keys",
  tag: "API keys",
  summary: "List API keys, newest first",
  description: "Revoked and expired ones too. What proves a key is shown nowhere.",
  scope: "keys:write",
  query: querySchema,
  answers: { 200: { description: "A page of keys.", json: pageSchema } },
  handler: async ({ access }, { tenantId, query }) => {
    const { keys, ...page } = await access.keys.list(tenantId, query);
    return { status: 200, body: { ...page, keys: keys.map(toKeyAnswer) } };
  },
});
