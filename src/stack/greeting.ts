import type { Config } from "../config.js";
import { gatewayUrl } from "./plan.js";
import { LOOPBACK } from "./service.js";

/** What someone who has just started Diarist wants to know. */
export function greeting(config: Config, tookMs: number): string {
  const { temporal, embedded, speech, language, home } = config;
  const rows = [
    ["API", gatewayUrl(config)],
    embedded.temporal
      ? ["Temporal UI", `http://${LOOPBACK}:${temporal.uiPort}`]
      : ["Temporal", `${temporal.address}, namespace ${temporal.namespace}`],
    ["Data", home],
    ["Speech", embedded.speech ? `${speech.model}, on this machine` : `${speech.model} at ${speech.baseUrl}`],
    [
      "Language",
      language ? `${language.model} at ${language.baseUrl ?? "OpenAI"}` : "built-in extractive writer",
    ],
    ["Stop", "Ctrl-C"],
  ];
  const lines = rows.map(([label, value]) => `  ${label?.padEnd(12)} ${value}`);
  return [`ready after ${(tookMs / 1000).toFixed(1)} s`, ...lines].join("\n");
}
