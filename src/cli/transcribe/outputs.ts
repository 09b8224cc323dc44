import { mkdir, rename, stat, writeFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import type { NoteFormat, TranscriptFormat } from "../../contracts/http/results.js";
import { UsageError } from "../exit.js";
import type { Recording } from "./recording.js";

/** Formats that can follow each other on standard output. */
const READABLE: readonly TranscriptFormat[] = ["txt", "md"];

export interface Wanted {
  format: TranscriptFormat;
  /** Undefined: the transcript alone. */
  noteFormat: NoteFormat | undefined;
}

export interface OutputPaths {
  transcript: string;
  note: string | undefined;
}

/** Where results go: to standard output, into one file, or into a folder under their recordings' names. */
export type Destination =
  { kind: "stdout" } | { kind: "file"; path: string } | { kind: "folder"; path: string };

/** Reads `--output`. Throws UsageError where what is asked for cannot be told apart afterwards. */
export async function destinationOf(
  output: string | undefined,
  isSingle: boolean,
  { format, noteFormat }: Wanted,
): Promise<Destination> {
  if (output === undefined || output === "-") {
    const what = isSingle ? "a note beside it" : "several of them";
    const isPlain = READABLE.includes(format) && (noteFormat ?? "md") !== "json";
    if ((!isSingle || noteFormat !== undefined) && !isPlain)
      throw new UsageError(
        `Standard output takes one ${format} and not ${what}: say where they go with --output FOLDER.`,
      );
    return { kind: "stdout" };
  }
  const isFolder = await stat(output).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isFolder || !isSingle || /[/\\]$/.test(output)) return { kind: "folder", path: output };
  return { kind: "file", path: output };
}

/**
 * Names for results. Two recordings whose names differ in the ending alone (`a.m4a`, `a.mp3`) do not overwrite each other:
 * the second keeps its ending.
 */
export class OutputNames {
  readonly #owners = new Map<string, string>();

  constructor(
    private readonly destination: Exclude<Destination, { kind: "stdout" }>,
    private readonly wanted: Wanted,
  ) {}

  pathsFor({ source, stem, name }: Recording): OutputPaths {
    const { format, noteFormat } = this.wanted;
    const ending = format === "verbose_json" ? "json" : format;
    if (this.destination.kind === "file") {
      const { path } = this.destination;
      const bare = path.slice(0, path.length - extname(path).length);
      return { transcript: path, note: noteFormat && `${bare}.note.${noteFormat}` };
    }
    const first = join(this.destination.path, `${stem}.${ending}`);
    const isFree = (this.#owners.get(first) ?? source) === source;
    const base = join(this.destination.path, isFree ? stem : name);
    this.#owners.set(`${base}.${ending}`, source);
    return { transcript: `${base}.${ending}`, note: noteFormat && `${base}.note.${noteFormat}` };
  }
}

/** Whole or not at all: nobody finds half a transcript, however this program ends. */
export async function writeWhole(path: string, content: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const partial = `${path}.part`;
  await writeFile(partial, content);
  await rename(partial, path);
}
