import OpenAI, { APIError, toFile } from "openai";
import { z } from "zod";
import type { TestGateway } from "../../support/gateway.js";
import { makeWav } from "../../support/recordings.js";

/** As far as a test looks at it; what else there is stays in it. */
const answerSchema = z.looseObject({
  text: z.string(),
  words: z.array(z.unknown()).optional(),
  segments: z.array(z.record(z.string(), z.unknown())).optional(),
});
export type TranscriptionAnswer = z.infer<typeof answerSchema>;

export type Options = Record<string, unknown>;

/** OpenAI's own client, with nothing changed but its base URL. */
export class NodeClient {
  readonly openai: OpenAI;

  constructor({ url }: Pick<TestGateway, "url">, options: ConstructorParameters<typeof OpenAI>[0] = {}) {
    this.openai = new OpenAI({ baseURL: `${url}/v1`, apiKey: "none", maxRetries: 0, ...options });
  }

  /** With options as a stranger's program may send them, also such as the client's types do not have. */
  async create(options: Options = {}, request: OpenAI.RequestOptions = {}): Promise<TranscriptionAnswer> {
    return answerSchema.parse(await this.send(options, request));
  }

  async createText(options: Options): Promise<string> {
    return z.string().parse(await this.send(options));
  }

  private async send(options: Options, request: OpenAI.RequestOptions = {}): Promise<unknown> {
    const file = await recording();
    return this.openai.audio.transcriptions.create({ file, model: "whisper-1", ...options }, request);
  }
}

/** By default of noise of its own, so that no earlier job is of the same. */
export function recording(content: Buffer = makeWav(1000)): Promise<File> {
  return toFile(content, "Monday.wav");
}

/** What the client throws. */
export async function refusal(request: Promise<unknown>): Promise<APIError> {
  const error: unknown = await request.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof APIError)) throw new Error(`No refusal: ${String(error)}`);
  return error;
}
