import { ProcessTree, statusMegabytes } from "../support/process-tree.js";

const SAMPLE_MS = 200;

export interface MemoryWatch {
  /** Ends it and gives the most that each process had in memory with its children, in megabytes. */
  stop: () => Record<string, number>;
}

/**
 * Watches the memory of processes, by name. A process's own peak is the kernel's; what its children added, subprocesses
 * that live for a second, is sampled. A process that was replaced by another one during the watch is an error.
 */
export function watchMemory(processes: Record<string, number>): MemoryWatch {
  const peaks: Record<string, number> = {};
  const look = (): void => {
    const tree = new ProcessTree();
    for (const [name, pid] of Object.entries(processes)) {
      const family = tree.family(pid);
      const together = family.reduce((sum, each) => sum + statusMegabytes(each, "VmRSS"), 0);
      peaks[name] = Math.max(peaks[name] ?? 0, together, statusMegabytes(pid, "VmHWM"));
    }
  };
  const timer = setInterval(look, SAMPLE_MS);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      const gone = Object.entries(processes).find(([, pid]) => statusMegabytes(pid, "VmRSS") === 0);
      if (gone !== undefined) throw new Error(`${gone[0]} ended while it was watched`);
      return peaks;
    },
  };
}
