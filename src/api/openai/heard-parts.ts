import { planSchema, type Plan } from "../../domain/audio.js";
import type { Job } from "../../domain/job.js";
import { jobKeys, partOf, type JobKeys } from "../../domain/object-keys.js";
import type { Piece } from "../../domain/stitching.js";
import { recognitionSchema } from "../../domain/transcript.js";
import type { ApiContext } from "../context.js";
import { readJson } from "../read-json.js";

/** What was heard of a job so far, in order and each part once, as it comes to lie in the object store. */
export class HeardParts {
  readonly #keys: JobKeys;
  #plan: Plan | undefined;
  #next = 0;

  constructor(
    private readonly context: ApiContext,
    { tenantId, jobId }: Pick<Job, "tenantId" | "jobId">,
  ) {
    this.#keys = jobKeys(tenantId, jobId);
  }

  /** The parts that follow without a gap upon those given before; none while the recording is still being cut. */
  async more(): Promise<Piece[]> {
    this.#plan ??= await readJson(this.context, this.#keys.plan, planSchema);
    if (this.#plan === undefined) return [];
    const found = await this.#list();
    const pieces: Piece[] = [];
    for (;;) {
      const chunk = this.#plan.chunks[this.#next];
      const key = chunk === undefined ? undefined : found.get(chunk.index);
      if (chunk === undefined || key === undefined) return pieces;
      const recognition = await readJson(this.context, key, recognitionSchema);
      if (recognition === undefined) return pieces;
      pieces.push({ ...chunk, recognition });
      this.#next += 1;
    }
  }

  /** Keys by their chunk's index, with which each begins. A chunk heard twice counts as it was heard first. */
  async #list(): Promise<Map<number, string>> {
    const found = new Map<number, { key: string; since: Date }>();
    for await (const { key, lastModified } of this.context.objects.list(this.#keys.partsPrefix)) {
      const index = partOf(key)?.index;
      if (index === undefined) continue;
      const other = found.get(index);
      if (other === undefined || lastModified < other.since) found.set(index, { key, since: lastModified });
    }
    return new Map(Array.from(found, ([index, { key }]) => [index, key]));
  }
}
