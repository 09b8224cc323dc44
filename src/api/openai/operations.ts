import type { Operation } from "../operation.js";
import { createTranscription } from "./create-transcription.js";
import { createTranslation } from "./create-translation.js";
import { getModel } from "./get-model.js";
import { listModels } from "./list-models.js";

/** What clients of OpenAI's transcription API call. */
export const OPENAI_OPERATIONS: readonly Operation[] = [
  createTranscription,
  createTranslation,
  listModels,
  getModel,
];
