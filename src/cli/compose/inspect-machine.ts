import { execFile } from "node:child_process";
import { access, constants, statfs } from "node:fs/promises";
import { isAbsolute, dirname } from "node:path";
import { promisify } from "node:util";
import { readConfig, type Config } from "../../config.js";
import { readParts, type PartName, type Parts } from "../../stack/parts.js";
import { whyUnavailable } from "../../stack/ports.js";
import { runningAt } from "../../stack/run-record.js";
import { LOOPBACK } from "../../stack/service.js";
import type { Finding } from "../commands/doctor.js";
import { formatBytes } from "../terminal/humane.js";

const area = "machine" as const;
const run = promisify(execFile);
const NODE_MAJOR = 24;
const SET_UP = "`npm run setup` fetches it; so do `diarist start` and `diarist transcribe`.";
/** A day of recordings at 128 kbit/s takes 1.4 GB, and is held twice for a while. */
const LITTLE_BYTES = 5e9;
const TOO_LITTLE_BYTES = 5e8;

/** Everything on this machine that a service here needs. Throws ConfigError where the configuration is not valid. */
export async function inspectMachine(): Promise<Finding[]> {
  const config = readConfig();
  const parts = partsOrNone();
  return [
    inspectNode(),
    ...(await Promise.all(neededParts(config).map((part) => inspectPart(part, parts)))),
    await inspectSpace(config.home),
    ...(await inspectPorts(config)),
  ];
}

interface NeededPart {
  name: PartName;
  /** Given to the program so that it says something and ends; absent for what is no program. */
  probe?: string[];
}

function neededParts({ embedded }: Config): NeededPart[] {
  const parts: NeededPart[] = [{ name: "ffmpeg", probe: ["-version"] }];
  if (embedded.speech) parts.push({ name: "python", probe: ["--version"] }, { name: "speech-model" });
  if (embedded.temporal) parts.push({ name: "temporal", probe: ["--version"] });
  if (embedded.objectStore) parts.push({ name: "versitygw", probe: ["--version"] });
  if (embedded.jobStore) parts.push({ name: "dynoxide", probe: ["--version"] });
  return parts;
}

function partsOrNone(): Parts {
  try {
    return readParts();
  } catch {
    return {};
  }
}

function inspectNode(): Finding {
  const detail = process.versions.node;
  const isRight = Number(detail.split(".")[0]) >= NODE_MAJOR;
  if (isRight) return { area, name: "node", state: "well", detail };
  const remedy = "Run `npm ci`: node_modules has the Node that this was made for.";
  return { area, name: "node", state: "missing", detail: `${detail}, older than ${NODE_MAJOR}`, remedy };
}

async function inspectPart({ name, probe }: NeededPart, parts: Parts): Promise<Finding> {
  const part = parts[name];
  if (part === undefined) return { area, name, state: "missing", detail: "is not set up", remedy: SET_UP };
  const detail = part.version;
  const reason = probe === undefined ? await whyAbsent(part.path) : await whyNotRun(part.path, probe);
  if (reason === undefined) return { area, name, state: "well", detail };
  return { area, name, state: "missing", detail: `${part.path} ${reason}`, remedy: SET_UP };
}

async function whyAbsent(path: string): Promise<string | undefined> {
  // The engine fetches a model that is named and not a folder.
  if (!isAbsolute(path)) return undefined;
  return access(path).then(
    () => undefined,
    () => "is gone",
  );
}

async function whyNotRun(program: string, args: string[]): Promise<string | undefined> {
  const missing = isAbsolute(program) ? await whyAbsent(program) : undefined;
  if (missing !== undefined) return missing;
  return run(program, args, { timeout: 10_000 }).then(
    () => undefined,
    () => "does not run",
  );
}

async function inspectSpace(home: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(await nearestFolder(home));
  const freeBytes = bavail * bsize;
  const detail = `${formatBytes(freeBytes)} free for ${home}`;
  const remedy =
    "Erase jobs that are not needed (`diarist jobs erase`), or set DIARIST_HOME to a folder on another disk.";
  if (freeBytes < TOO_LITTLE_BYTES) return { area, name: "disk", state: "missing", detail, remedy };
  return freeBytes < LITTLE_BYTES
    ? { area, name: "disk", state: "warning", detail, remedy }
    : { area, name: "disk", state: "well", detail };
}

async function nearestFolder(path: string): Promise<string> {
  for (let folder = path; ; folder = dirname(folder)) {
    const exists = await access(folder, constants.F_OK).then(
      () => true,
      () => false,
    );
    if (exists || folder === dirname(folder)) return folder;
  }
}

/** Those that the service would take; while it runs here they are its own. */
async function inspectPorts({ home, gateway, temporal, embedded }: Config): Promise<Finding[]> {
  const api = runningAt(home);
  if (api !== undefined)
    return [{ area, name: "ports", state: "well", detail: `in use by the service at ${api}` }];
  const wanted = [
    { host: gateway.host, port: gateway.port, variable: "PORT" },
    ...(embedded.temporal
      ? [
          { host: LOOPBACK, port: temporal.port, variable: "TEMPORAL_PORT" },
          { host: LOOPBACK, port: temporal.uiPort, variable: "TEMPORAL_UI_PORT" },
        ]
      : []),
    ...(embedded.objectStore
      ? [{ host: LOOPBACK, ...embedded.objectStore, variable: "DIARIST_S3_PORT" }]
      : []),
    ...(embedded.jobStore
      ? [{ host: LOOPBACK, ...embedded.jobStore, variable: "DIARIST_DYNAMODB_PORT" }]
      : []),
    ...(embedded.speech ? [{ host: LOOPBACK, ...embedded.speech, variable: "DIARIST_SPEECH_PORT" }] : []),
  ];
  const problems = await Promise.all(
    wanted.map(async (port) => {
      const problem = await whyUnavailable(port);
      return problem === undefined ? [] : [{ ...port, problem }];
    }),
  );
  const taken = problems.flat();
  if (taken.length === 0)
    return [
      { area, name: "ports", state: "well", detail: `${wanted.map(({ port }) => port).join(", ")} are free` },
    ];
  return taken.map(({ port, problem, variable }) => ({
    area,
    name: "ports",
    state: "warning",
    detail: `${port} ${problem}`,
    remedy: `Set ${variable} to another port before \`diarist start\`.`,
  }));
}
