import { invalid } from "./config-error.js";

interface LanguageEnvironment {
  DIARIST_LANGUAGE_BASE_URL?: string | undefined;
  DIARIST_LANGUAGE_API_KEY?: string | undefined;
  DIARIST_LANGUAGE_MODEL?: string | undefined;
}

export interface LanguageConfig {
  baseUrl: string | undefined;
  apiKey: string | undefined;
  model: string;
}

/** Undefined where no language model is configured; throws ConfigError where one is by halves. */
export function languageOf(env: LanguageEnvironment): LanguageConfig | undefined {
  const baseUrl = env.DIARIST_LANGUAGE_BASE_URL;
  const apiKey = env.DIARIST_LANGUAGE_API_KEY;
  const model = env.DIARIST_LANGUAGE_MODEL;
  if (baseUrl === undefined && apiKey === undefined && model === undefined) return undefined;
  if (model === undefined) throw invalid("DIARIST_LANGUAGE_MODEL: name the model to use");
  if (baseUrl === undefined && apiKey === undefined)
    throw invalid("DIARIST_LANGUAGE_API_KEY: a model is named, but neither key nor base URL");
  return { baseUrl, apiKey, model };
}
