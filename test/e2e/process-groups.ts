import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const LOOK_MS = 50;
const processSchema = z.object({ name: z.string(), pid: z.number() });
const recordSchema = z.object({ supervisor: processSchema, children: z.array(processSchema) });

/**
 * Every process group that a service on a data folder ever had, from when this is made to when it is closed. Each of its
 * processes leads one, in which its own children are.
 */
export class ProcessGroups {
  readonly #names = new Map<number, string>();
  readonly #timer: NodeJS.Timeout;

  constructor(private readonly home: string) {
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  get names(): string[] {
    return [...this.#names.values()];
  }

  /** Names of those in which somebody is left. */
  alive(): string[] {
    const rows = execFileSync("ps", ["-A", "-o", "pgid=,stat="], { encoding: "utf8" }).trim().split("\n");
    const groups = rows.map((row) => row.trim().split(/\s+/)).filter(([, state]) => !state?.startsWith("Z"));
    const living = new Set(groups.map(([group]) => Number(group)));
    return [...this.#names].flatMap(([group, name]) => (living.has(group) ? [name] : []));
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    try {
      const text = readFileSync(join(this.home, "run/processes.json"), "utf8");
      const { supervisor, children } = recordSchema.parse(JSON.parse(text));
      for (const { name, pid } of [supervisor, ...children]) this.#names.set(pid, name);
    } catch {
      // Nothing runs there yet, or any more.
    }
  }
}
