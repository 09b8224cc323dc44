import { createHash } from "node:crypto";
import { appendFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const entrySchema = z.object({
  /** Below the watched folder. */
  path: z.string(),
  sizeBytes: z.number(),
  mtimeMs: z.number(),
  sha256: z.string(),
  jobId: z.string().optional(),
  /** `begun`: there is a job. The others: nothing is left to do. */
  state: z.enum(["begun", "done", "failed"]),
});
export type WatchEntry = z.infer<typeof entrySchema>;

/** What a file is told by without reading it. */
export type FileMark = Pick<WatchEntry, "path" | "sizeBytes" | "mtimeMs">;

/**
 * What was done of a watched folder, in `<home>/cli/watched/`: a line for each step, and the last one about a path counts.
 * Lines are only ever added, so that a stop in the middle of writing costs that line alone. Each combination of folder,
 * output and options has a file of its own: asked for other results, everything is done for them.
 */
export class WatchRecord {
  readonly #byPath = new Map<string, WatchEntry>();
  readonly #byHash = new Map<string, WatchEntry>();
  #readBytes = 0;

  constructor(private readonly file: string) {
    this.refresh();
  }

  static of(home: string, asked: unknown): WatchRecord {
    const folder = join(home, "cli", "watched");
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const name = createHash("sha256").update(JSON.stringify(asked)).digest("hex").slice(0, 32);
    return new WatchRecord(join(folder, `${name}.jsonl`));
  }

  /** Takes in what another process that watches the same has written since. */
  refresh(): void {
    const text = textOf(this.file);
    if (text.length === this.#readBytes) return;
    this.#readBytes = text.length;
    for (const entry of entriesIn(text)) this.#remember(entry);
  }

  /** Everything that results were written of, in that order. */
  get paths(): string[] {
    return [...this.#byPath.keys()];
  }

  /** Undefined where the file is new, or is another one than it was. */
  find({ path, sizeBytes, mtimeMs }: FileMark): WatchEntry | undefined {
    const entry = this.#byPath.get(path);
    return entry?.sizeBytes === sizeBytes && entry.mtimeMs === mtimeMs ? entry : undefined;
  }

  /** Of the same bytes under whatever name. */
  findContent(sha256: string): WatchEntry | undefined {
    return this.#byHash.get(sha256);
  }

  add(entry: WatchEntry): void {
    // On a line of its own, also after one that a stop cut short.
    appendFileSync(this.file, `\n${JSON.stringify(entry)}\n`, { mode: 0o600 });
    this.#remember(entry);
  }

  #remember(entry: WatchEntry): void {
    this.#byPath.set(entry.path, entry);
    this.#byHash.set(entry.sha256, entry);
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function entriesIn(text: string): WatchEntry[] {
  return text.split("\n").flatMap((line) => {
    const entry = entrySchema.safeParse(parsed(line));
    return entry.success ? [entry.data] : [];
  });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
