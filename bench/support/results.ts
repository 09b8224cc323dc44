import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../results/", import.meta.url));

/** Writes bench/results/NAME.json, with how busy the machine was. */
export function writeResults(name: string, report: Record<string, unknown>): void {
  mkdirSync(folder, { recursive: true });
  const text = JSON.stringify(
    { measuredAt: new Date().toISOString(), machine: machine(), ...report },
    null,
    2,
  );
  writeFileSync(`${folder}${name}.json`, `${text}\n`);
}

function machine() {
  const [load1, load5] = loadavg();
  return { cores: availableParallelism(), load1, load5 };
}

export function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
