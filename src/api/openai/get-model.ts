import { z } from "zod";
import { modelSchema, openAiErrorSchema } from "../../contracts/http/openai.js";
import { rawOperation } from "../operation.js";
import { openAiFailures } from "./failures.js";
import { findModel } from "./models.js";

const params = z.object({ model: z.string() });

export const getModel = rawOperation({
  id: "getModel",
  method: "get",
  path: "/v1/models/{model}",
  tag: "OpenAI's API",
  summary: "Read what a model's name stands for",
  scope: "jobs:read",
  params,
  answers: {
    200: { description: "The model.", json: modelSchema },
    404: { description: "`model_not_found`: there is no model of that name.", json: openAiErrorSchema },
  },
  failures: openAiFailures,
  handle:
    ({ speechModel }) =>
    (request, response) => {
      response.json(findModel(speechModel, params.parse(request.params).model));
    },
});
