import { constants, PerformanceObserver } from "node:perf_hooks";
import { z } from "zod";

/* Passes a gigabyte on as a worker does, and prints how often the whole heap was collected meanwhile. */
const entrySchema = z.object({ detail: z.object({ kind: z.number() }) });

let whole = 0;
const observer = new PerformanceObserver((list) => {
  for (const entry of list.getEntries())
    if (entrySchema.parse(entry).detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR) whole += 1;
});
observer.observe({ entryTypes: ["gc"] });

/** What a process of ours holds all the time. */
const held = Array.from({ length: 300_000 }, (_, index) => ({ index, text: `${index}` }));
const underWay: Buffer[] = [];
for (let passed = 0; passed < 1_000; passed += 1) {
  underWay.push(Buffer.allocUnsafeSlow(1_000_000));
  if (underWay.length > 12) underWay.shift();
  if (passed % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 2));
}
await new Promise((resolve) => setTimeout(resolve, 50));
process.stdout.write(String(held.length > 0 ? whole : Number.NaN));
