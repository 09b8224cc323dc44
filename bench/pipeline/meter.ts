import { availableParallelism } from "node:os";
import { cpuSecondsByName, difference, machineBusySeconds, sum } from "../support/process-cpu.js";

/** What the processes of a service had used at one moment. */
export interface Reading {
  atMs: number;
  byName: Record<string, number>;
  /** By everything that runs on the machine. */
  machine: number;
}

/** Which processes are read, by name; `all` is the one from which all others descend. */
export type Metered = Record<string, number> & { all: number };

export function read(processes: Metered): Reading {
  return { atMs: performance.now(), byName: cpuSecondsByName(processes), machine: machineBusySeconds() };
}

export interface Usage {
  seconds: number;
  /** CPU seconds of all processes together. */
  cpu: number;
  /** The same, by name; what no other has used is the supervisor's. */
  byName: Record<string, number>;
  /** Share of the machine's processors that were busy, with whatever. */
  machineBusy: number;
}

export function between(before: Reading, after: Reading): Usage {
  const { all = 0, ...named } = difference(before.byName, after.byName);
  const seconds = (after.atMs - before.atMs) / 1000;
  return {
    seconds,
    cpu: all,
    byName: { ...named, supervisor: all - sum(named) },
    machineBusy: (after.machine - before.machine) / (seconds * availableParallelism()),
  };
}

/** From here on it is the processors that more uploads at once would have to wait for. */
const ALL_BUSY = 0.9;

/** What kept the rate from being higher, in words. */
export function limitOf({ cpu, byName, seconds, machineBusy }: Usage): string {
  const [name = "nothing", most = 0] = Object.entries(byName).toSorted((a, b) => b[1] - a[1])[0] ?? [];
  const share = `most of it ${name}, ${percent(most / cpu)}`;
  const own = cpu / (seconds * availableParallelism());
  return machineBusy < ALL_BUSY
    ? `waiting (processors ${percent(machineBusy)} busy)`
    : `processors: ${percent(own)} for the service, ${share}; ${percent(machineBusy - own)} for the benchmark and others`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}
