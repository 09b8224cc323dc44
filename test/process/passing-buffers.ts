import { constants, PerformanceObserver } from "node:perf_hooks";
import { z } from "zod";

/*
 * Passes a gigabyte on as a worker does, and prints how often the whole heap was collected meanwhile and how many megabytes
 * of buffers there were at most.
 */
const entrySchema = z.object({ detail: z.object({ kind: z.number() }) });

let collections = 0;
const observer = new PerformanceObserver((list) => {
  for (const entry of list.getEntries())
    if (entrySchema.parse(entry).detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR) collections += 1;
});
observer.observe({ entryTypes: ["gc"] });

/** What a process of ours holds all the time. */
const held = Array.from({ length: 300_000 }, (_, index) => ({ index, text: `${index}` }));
const underWay: Buffer[] = [];
let most = 0;
for (let passed = 0; passed < 1_000; passed += 1) {
  underWay.push(Buffer.allocUnsafeSlow(1_000_000));
  if (underWay.length > 12) underWay.shift();
  most = Math.max(most, process.memoryUsage().arrayBuffers);
  if (passed % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 2));
}
await new Promise((resolve) => setTimeout(resolve, 50));
process.stdout.write(
  JSON.stringify({
    collections: held.length > 0 ? collections : Number.NaN,
    mostMegabytes: Math.round(most / 1e6),
  }),
);
