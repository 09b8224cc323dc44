import { z } from "zod";

/** What our own processes write: pino's JSON. Other programs' JSON is left as it is. */
const ownLine = z.looseObject({
  level: z.enum(["trace", "debug", "info", "warn", "error", "fatal"]),
  time: z.string(),
});

/** Said already by the prefix and by the terminal. */
const HIDDEN = new Set(["level", "time", "name", "msg", "pid", "hostname", "v"]);
const LEVEL_COLOUR = { trace: 90, debug: 90, info: 32, warn: 33, error: 31, fatal: 31 } as const;
const PART_COLOURS = [36, 35, 34, 33, 32, 96, 95, 94, 93, 92];

export interface LineStyle {
  colour: boolean;
  /** Width of the longest part's name. */
  width: number;
}

/** One line as it is shown: the part's name in front, structured lines of ours made readable. */
export function formatLine(part: string, index: number, line: string, style: LineStyle): string {
  const paint = (text: string, code: number): string =>
    style.colour ? `\u001b[${code}m${text}\u001b[39m` : text;
  const prefix = paint(`${part.padEnd(style.width)} │`, PART_COLOURS[index % PART_COLOURS.length] ?? 39);
  return `${prefix} ${readable(line, paint)}`;
}

function readable(line: string, paint: (text: string, code: number) => string): string {
  if (!line.startsWith("{")) return line;
  const parsed = ownLine.safeParse(parseJson(line));
  if (!parsed.success) return line;
  const { level, msg, ...fields } = parsed.data;
  const details = Object.entries(fields)
    .filter(([key]) => !HIDDEN.has(key))
    .map(([key, value]) => `${key}=${showValue(value)}`);
  const said = typeof msg === "string" ? [msg] : [];
  return [paint(level.toUpperCase().padEnd(5), LEVEL_COLOUR[level]), ...said, ...details].join(" ");
}

function showValue(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
