/** A failure in OpenAI's own words, which the same request would meet again. */
export class OpenAiError extends Error {
  override readonly name = "OpenAiError";

  constructor(
    readonly status: number,
    readonly code: string,
    readonly param: string | null,
    message: string,
  ) {
    super(message);
  }
}
