import { pino, type Logger } from "pino";
import { currentLogFields } from "./telemetry/log-context.js";

export type { Logger };

/** A structured logger, one JSON line an event on standard output. It must never be given audio, transcript text or keys. */
export function createLogger(name: string, level: string): Logger {
  return pino({
    name,
    level,
    base: { name },
    mixin: currentLogFields,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: ["req.headers.authorization", "apiKey", "secretAccessKey"],
  });
}
