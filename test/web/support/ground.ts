import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const cache = join(root, "node_modules/.cache/diarist");
mkdirSync(cache, { recursive: true });

/** Where the set-up of the suite tells its tests, which run in other processes, what there is. */
export const groundFile = join(cache, "web-ground.json");

/** The project's own recording: 36 s, an invented diary entry in a synthetic voice. */
export const SAMPLE = join(root, "samples/first-entry.flac");

const groundSchema = z.object({
  url: z.string(),
  /** The service's DIARIST_HOME. */
  home: z.string(),
  /** The environment that it runs in, ports included. */
  env: z.record(z.string(), z.string()),
  /** What is spoken into the browsers' microphone, as a WAV file. */
  microphone: z.string(),
  /** A job of `SAMPLE`, completed. */
  sampleJobId: z.string(),
  /** A job of jfk.flac of ../shared/speech, completed; absent where that is. */
  speechJobId: z.string().optional(),
});

export type Ground = z.infer<typeof groundSchema>;

export const readGround = (): Ground => groundSchema.parse(JSON.parse(readFileSync(groundFile, "utf8")));
