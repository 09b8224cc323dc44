import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * Something that a process shares with no other of its pid: when it started. It stays the same for as long as the process
 * lives, as its name does not: Node gives its main thread a name of its own after the start. Undefined when there is no such
 * process.
 */
export function processIdentity(pid: number): string | undefined {
  try {
    return process.platform === "linux" ? fromProc(pid) : fromPs(pid);
  } catch {
    return undefined;
  }
}

function fromProc(pid: number): string | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name, in brackets, may hold anything; the 20th field after it is the start time in ticks since boot.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  // A zombie is as good as gone.
  if (fields[0] === "Z") return undefined;
  const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  return `${boot} ${fields[19]}`;
}

function fromPs(pid: number): string | undefined {
  const line = execFileSync("ps", ["-o", "lstart=,comm=", "-p", String(pid)], { encoding: "utf8" }).trim();
  return line === "" ? undefined : line;
}
