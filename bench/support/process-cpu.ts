import { readdirSync, readFileSync } from "node:fs";

/** Linux counts in hundredths of a second, on every architecture. */
const TICKS_PER_SECOND = 100;

/**
 * CPU seconds that each process has used so far, its children included: those that run, and those that it has seen end.
 * A process that is gone counts as none.
 */
export function cpuSecondsByName(processes: Record<string, number>): Record<string, number> {
  const children = new Map<number, number[]>();
  const ticks = new Map<number, number>();
  for (const entry of readdirSync("/proc")) {
    const stat = /^\d+$/.test(entry) ? readStat(Number(entry)) : undefined;
    if (stat === undefined) continue;
    ticks.set(Number(entry), stat.ticks);
    children.set(stat.parent, [...(children.get(stat.parent) ?? []), Number(entry)]);
  }
  const ofTree = (pid: number): number =>
    (ticks.get(pid) ?? 0) + (children.get(pid) ?? []).reduce((sum, child) => sum + ofTree(child), 0);
  return Object.fromEntries(
    Object.entries(processes).map(([name, pid]) => [name, ofTree(pid) / TICKS_PER_SECOND]),
  );
}

/** What was used between two readings. */
export function difference(
  before: Record<string, number>,
  after: Record<string, number>,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(after).map(([name, seconds]) => [name, seconds - (before[name] ?? 0)]),
  );
}

export function sum(numbers: Record<string, number>): number {
  return Object.values(numbers).reduce((total, number) => total + number, 0);
}

function readStat(pid: number): { parent: number; ticks: number } | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${String(pid)}/stat`, "latin1");
  } catch {
    return undefined;
  }
  // The program's name, in parentheses, may hold anything. After it: state, parent, …, utime, stime, cutime, cstime.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return {
    parent: Number(fields[1]),
    ticks: fields.slice(11, 15).reduce((total, field) => total + Number(field), 0),
  };
}
