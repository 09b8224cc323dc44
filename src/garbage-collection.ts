import { setFlagsFromString } from "node:v8";

/*
 * By itself V8 begins a collection of the whole heap whenever 64 MiB of buffers have come and gone, and again whenever little
 * is allocated for some seconds. For processes that pass audio on that is all the time: a tenth of all CPU was spent on it
 * (docs/performance.md). The second costs memory that an idle process does not give back.
 */
const FLAGS = ["--external-memory-accounted-in-global-limit", "--no-memory-reducer"];

/** V8 may forget a flag in a later release, and then says so on the error output and goes on. */
export function collectGarbageLessOften(): void {
  for (const flag of FLAGS) setFlagsFromString(flag);
}
