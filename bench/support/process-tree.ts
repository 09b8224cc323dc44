import { readdirSync, readFileSync } from "node:fs";

/** Linux counts in hundredths of a second, on every architecture. */
const TICKS_PER_SECOND = 100;

/** Every process of the machine, at one moment. */
export class ProcessTree {
  readonly #cpuSeconds = new Map<number, number>();
  readonly #children = new Map<number, number[]>();

  constructor() {
    for (const entry of readdirSync("/proc")) {
      const stat = /^\d+$/.test(entry) ? readStat(Number(entry)) : undefined;
      if (stat === undefined) continue;
      this.#cpuSeconds.set(Number(entry), stat.cpuSeconds);
      this.#children.set(stat.parent, [...(this.#children.get(stat.parent) ?? []), Number(entry)]);
    }
  }

  /** A process and all that descends from it. */
  family(pid: number): number[] {
    return [pid, ...(this.#children.get(pid) ?? []).flatMap((child) => this.family(child))];
  }

  /** Used so far, with that of the children that it has seen end; none for a process that is gone. */
  cpuSeconds(pid: number): number {
    return this.#cpuSeconds.get(pid) ?? 0;
  }
}

/** A field of /proc/PID/status in megabytes; 0 for a process that is gone. */
export function statusMegabytes(pid: number, field: "VmRSS" | "VmHWM"): number {
  let text: string;
  try {
    text = readFileSync(`/proc/${String(pid)}/status`, "latin1");
  } catch {
    return 0;
  }
  const kibibytes = new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(text)?.[1] ?? "0";
  return (Number(kibibytes) * 1024) / 1e6;
}

function readStat(pid: number): { parent: number; cpuSeconds: number } | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${String(pid)}/stat`, "latin1");
  } catch {
    return undefined;
  }
  // The program's name, in parentheses, may hold anything. After it: state, parent, …, utime, stime, cutime, cstime.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const ticks = fields.slice(11, 15).reduce((total, field) => total + Number(field), 0);
  return { parent: Number(fields[1]), cpuSeconds: ticks / TICKS_PER_SECOND };
}
