import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/*
 * The programs and weights that `scripts/setup.mjs` found or fetched. It writes their places into one file, and this is
 * the only reader of it.
 */
const partSchema = z.object({
  /** An executable, or for a model a folder or a name that the model hub knows. */
  path: z.string(),
  version: z.string(),
  /** Where it came from, in words. */
  source: z.string(),
});

const partsSchema = z.object({
  temporal: partSchema.optional(),
  versitygw: partSchema.optional(),
  dynoxide: partSchema.optional(),
  ffmpeg: partSchema.optional(),
  /** The interpreter of the speech engine's virtual environment. */
  python: partSchema.optional(),
  /** The weights that DIARIST_SPEECH_MODEL asks for. */
  "speech-model": partSchema.optional(),
  /** With --for-tests: Temporal's time-skipping server. */
  "test-server": partSchema.optional(),
  /** Likewise: the browser of the page's tests. */
  chromium: partSchema.optional(),
  /** Likewise: the interpreter of an environment with clients of the API, and schemathesis. */
  "test-clients": partSchema.optional(),
});

export type PartName = keyof z.infer<typeof partsSchema>;
export type Part = z.infer<typeof partSchema>;
export type Parts = Partial<Record<PartName, Part>>;

const PARTS_FILE = fileURLToPath(new URL("../../node_modules/.cache/diarist/parts.json", import.meta.url));

/** All parts that are set up. Throws when the set-up has never run. */
export function readParts(file: string = PARTS_FILE): Parts {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new Error(
      "Nothing is set up yet: run `npm run setup` (for the tests `npm run setup -- --for-tests`).",
    );
  }
  const parts = partsSchema.parse(JSON.parse(text));
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined));
}

/** The path of one part. Throws with what to run when it is not set up. */
export function partPath(name: PartName, parts: Parts = readParts()): string {
  const part = parts[name];
  if (part === undefined)
    throw new Error(`${name} is not set up: run \`npm run setup\` (for the tests with \`-- --for-tests\`).`);
  return part.path;
}
