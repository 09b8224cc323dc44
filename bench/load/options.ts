import { parseArgs } from "node:util";

export const USAGE = `npm run load -- [options]

  --requests N         uploads in all (10)
  --workers N          uploads at the same time; each worker waits for its job before it takes the next (5)
  --url URL            the gateway (http://127.0.0.1:8000)
  --file FILE          what to upload; more than one are taken in turn (a recording in samples/)
  --timeout SECONDS    how long one job may take (1800)
  --poll SECONDS       how often its status is asked (0.5)
  --monitor            one line a second on how the jobs stand
  --json FILE          the outcome with every single request
`;

export interface LoadOptions {
  requests: number;
  workers: number;
  url: string;
  /** Empty: the project's sample. */
  files: string[];
  timeoutMs: number;
  pollMs: number;
  monitor: boolean;
  jsonFile: string | undefined;
}

/** Throws an Error that says which argument is wrong. */
export function parseOptions(args: string[]): LoadOptions {
  const { values } = parseArgs({
    args,
    options: {
      requests: { type: "string", default: "10" },
      workers: { type: "string", default: "5" },
      url: { type: "string", default: "http://127.0.0.1:8000" },
      file: { type: "string", multiple: true, default: [] },
      timeout: { type: "string", default: "1800" },
      poll: { type: "string", default: "0.5" },
      monitor: { type: "boolean", default: false },
      json: { type: "string" },
    },
  });
  if (!URL.canParse(values.url)) throw new Error(`--url: ${values.url} is not a URL`);
  return {
    requests: count("--requests", values.requests),
    workers: count("--workers", values.workers),
    url: values.url.replace(/\/+$/, ""),
    files: values.file,
    timeoutMs: positive("--timeout", values.timeout) * 1000,
    pollMs: positive("--poll", values.poll) * 1000,
    monitor: values.monitor,
    jsonFile: values.json,
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new Error(`${name}: ${text} is not a number above 0`);
  return value;
}

function count(name: string, text: string): number {
  const value = positive(name, text);
  if (!Number.isInteger(value)) throw new Error(`${name}: ${text} is not a whole number`);
  return value;
}
