import type { Model } from "../../contracts/http/openai.js";
import { OpenAiError } from "./openai-error.js";

/**
 * OpenAI's own names stand for the configured model, whatever it is, so that a script works by changing its base URL
 * alone. The one that tells speakers apart is not among them: nothing here could keep its promise.
 */
const ALIASES = ["whisper-1", "gpt-transcribe", "gpt-4o-transcribe", "gpt-4o-mini-transcribe"] as const;

/** The configured model first, then the names that stand for it. */
export function modelsOf(speechModel: string): Model[] {
  const model = (id: string): Model => ({ id, object: "model", created: 0, owned_by: "diarist" });
  return [
    model(speechModel),
    ...ALIASES.filter((alias) => alias !== speechModel).map((alias) => ({
      ...model(alias),
      alias_of: speechModel,
    })),
  ];
}

/** Throws `model_not_found` as OpenAI does. */
export function findModel(speechModel: string, id: string): Model {
  const models = modelsOf(speechModel);
  const found = models.find((model) => model.id === id);
  if (found !== undefined) return found;
  const names = models.map((model) => model.id).join(", ");
  throw new OpenAiError(
    404,
    "model_not_found",
    "model",
    `The model '${id.slice(0, 100)}' does not exist here. There are: ${names}.`,
  );
}
