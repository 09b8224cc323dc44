import { openAiErrorSchema } from "../../contracts/http/openai.js";
import { rawOperation } from "../operation.js";
import { openAiFailures } from "./failures.js";
import { OpenAiError } from "./openai-error.js";

export const createTranslation = rawOperation({
  id: "createTranslation",
  method: "post",
  path: "/v1/audio/translations",
  tag: "OpenAI's API",
  summary: "Translate a recording: not offered",
  scope: "jobs:write",
  answers: { 400: { description: "Always.", json: openAiErrorSchema } },
  failures: openAiFailures,
  handle: () => () => {
    throw new OpenAiError(
      400,
      "unsupported_endpoint",
      null,
      "Translation is not offered here. Transcribe the recording with POST /v1/audio/transcriptions.",
    );
  },
});
