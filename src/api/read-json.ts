import type { z } from "zod";
import type { ApiContext } from "./context.js";

/** Reads and checks a JSON object of ours; undefined where there is none. */
export async function readJson<T>(
  { objects }: Pick<ApiContext, "objects">,
  key: string,
  schema: z.ZodType<T>,
): Promise<T | undefined> {
  const bytes = await objects.get(key);
  return bytes === undefined ? undefined : schema.parse(JSON.parse(bytes.toString("utf8")));
}
