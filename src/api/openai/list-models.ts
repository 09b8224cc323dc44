import { modelListSchema } from "../../contracts/http/openai.js";
import { rawOperation } from "../operation.js";
import { openAiFailures } from "./failures.js";
import { modelsOf } from "./models.js";

export const listModels = rawOperation({
  id: "listModels",
  method: "get",
  path: "/v1/models",
  tag: "OpenAI's API",
  summary: "List the models' names",
  description: "The configured model, and the names of OpenAI's that stand for it.",
  scope: "jobs:read",
  answers: { 200: { description: "All of them.", json: modelListSchema } },
  failures: openAiFailures,
  handle:
    ({ speechModel }) =>
    (_request, response) => {
      response.json(modelListSchema.parse({ object: "list", data: modelsOf(speechModel) }));
    },
});
