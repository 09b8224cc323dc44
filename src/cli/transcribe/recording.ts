import { readdir, stat } from "node:fs/promises";
import { basename, extname, join, resolve } from "node:path";
import { fileTypeFromFile } from "file-type";
import { UsageError } from "../exit.js";

/** Something to transcribe. */
export interface Recording {
  /** As it was named on the command line, or found below a folder that was. */
  source: string;
  kind: "file" | "url";
  /** What it is called on the screen. */
  name: string;
  /** Its path below the folder that was named, without the ending: what its results are called. */
  stem: string;
}

/** Recordings that file-type cannot tell, or not always: then their names have to do. */
const ENDINGS = new Set(
  ".mp3 .aac .amr .awb .au .snd .caf .w64 .rf64 .wav .m4a .mp4 .ogg .opus .flac .webm .3gp .wma .aiff .aif .gsm .mka .mkv .mov .ts .sph .voc".split(
    " ",
  ),
);
const OTHER_RECORDINGS = new Set([
  "application/ogg",
  "application/mxf",
  "application/vnd.ms-asf",
  "application/vnd.rn-realmedia",
]);
const URL_PATTERN = /^https?:\/\//i;

/**
 * The recordings that are meant by files, folders and URLs. A file that is named is taken whatever it holds, for the service
 * judges; of a folder's files, also deeper ones, those that are recordings.
 */
export async function findRecordings(named: readonly string[]): Promise<Recording[]> {
  const found: Recording[] = [];
  for (const name of named) {
    if (URL_PATTERN.test(name)) {
      found.push(recordingAt(name));
      continue;
    }
    const kind = await kindOf(name);
    if (kind === "file") found.push(recordingIn(name, basename(name)));
    else for (const file of await filesBelow(name)) if (await isRecording(file.source)) found.push(file);
  }
  return found.filter(({ source }, index) => found.findIndex((other) => other.source === source) === index);
}

/** The files in a folder and below it, in order of their names, whatever they hold. Hidden ones are left out. */
export async function filesBelow(folder: string, below = ""): Promise<Recording[]> {
  const found: Recording[] = [];
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith(".")) continue;
    const path = join(below, entry.name);
    if (entry.isDirectory()) found.push(...(await filesBelow(folder, path)));
    else if (entry.isFile()) found.push(recordingIn(join(folder, path), path));
  }
  return found;
}

/** Whether a file of a folder is meant; `path` need not be one that can be read. */
export async function isRecording(path: string): Promise<boolean> {
  const type = await fileTypeFromFile(path).catch(() => undefined);
  if (type === undefined) return ENDINGS.has(extname(path).toLowerCase());
  return /^(audio|video)\/(?!midi)/.test(type.mime) || OTHER_RECORDINGS.has(type.mime);
}

/** A file by its path, and by its path below the folder that was named. */
export function recordingIn(path: string, below: string): Recording {
  const ending = extname(below);
  return { source: path, kind: "file", name: below, stem: below.slice(0, below.length - ending.length) };
}

function recordingAt(url: string): Recording {
  if (!URL.canParse(url)) throw new UsageError(`\`${url}\` is no URL.`);
  const { hostname, pathname } = new URL(url);
  const last = pathname.split("/").findLast((part) => part !== "") ?? hostname;
  return { ...recordingIn(url, decoded(last).replaceAll(/[/\\]/g, "-")), kind: "url" };
}

async function kindOf(path: string): Promise<"file" | "folder"> {
  const found = await stat(resolve(path)).catch(() => undefined);
  if (found === undefined) throw new UsageError(`There is no file \`${path}\`.`);
  if (found.isDirectory()) return "folder";
  if (!found.isFile()) throw new UsageError(`\`${path}\` is neither a file nor a folder.`);
  return "file";
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
