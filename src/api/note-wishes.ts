import { languageModelRequired } from "../domain/errors.js";
import type { NoteOptions } from "../domain/job.js";
import type { ApiContext } from "./context.js";

/** Throws `language_model_required` for what the configured note writer could not follow. */
export function requireWriterFor(
  { hasLanguageModel }: ApiContext,
  { noteInstructions, noteLanguage }: Pick<NoteOptions, "noteInstructions" | "noteLanguage">,
): void {
  const takesModel = noteInstructions !== undefined || noteLanguage !== undefined;
  if (takesModel && !hasLanguageModel) throw languageModelRequired();
}
