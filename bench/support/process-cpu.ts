import { readFileSync } from "node:fs";
import { ProcessTree } from "./process-tree.js";

/** Linux counts in hundredths of a second, on every architecture. */
const TICKS_PER_SECOND = 100;

/**
 * CPU seconds that each process has used so far, its children included: those that run, and those that it has seen end.
 * A process that is gone counts as none.
 */
export function cpuSecondsByName(processes: Record<string, number>): Record<string, number> {
  const tree = new ProcessTree();
  const used = (pid: number): number =>
    tree.family(pid).reduce((seconds, each) => seconds + tree.cpuSeconds(each), 0);
  return Object.fromEntries(Object.entries(processes).map(([name, pid]) => [name, used(pid)]));
}

/** CPU seconds that all processes of the machine have used since it started. */
export function machineBusySeconds(): number {
  const [line = ""] = readFileSync("/proc/stat", "latin1").split("\n");
  // cpu, user, nice, system, idle, iowait, irq, softirq, …
  const fields = line.split(/ +/).slice(1).map(Number);
  const busy = [0, 1, 2, 5, 6].reduce((total, index) => total + (fields[index] ?? 0), 0);
  return busy / TICKS_PER_SECOND;
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
