/*
 * `npm run load`: real uploads by several workers at once, followed to the end, with counts, rates and percentiles.
 * Exits with 1 when a job did not complete.
 */
import { writeFile } from "node:fs/promises";
import { parseOptions, USAGE, type LoadOptions } from "./load/options.js";
import { openRecording, sampleFiles } from "./load/recording.js";
import { runLoad, type Standing } from "./load/run.js";
import { describe, describeStanding, summarize } from "./load/summary.js";

async function main(options: LoadOptions): Promise<number> {
  const files = options.files.length > 0 ? options.files : await sampleFiles();
  if (files.length === 0) throw new Error("There is no recording in samples/: name one with --file");
  const recordings = await Promise.all(files.map(openRecording));

  const startedAt = performance.now();
  const seconds = (): number => (performance.now() - startedAt) / 1000;
  const standing: Standing = [];
  const monitor = options.monitor
    ? setInterval(() => console.log(describeStanding(standing, seconds())), 1000)
    : undefined;
  const attempts = await runLoad(options, recordings, standing);
  clearInterval(monitor);

  const summary = summarize(attempts, seconds());
  for (const { outcome, fileName, jobId = "no job", detail = "" } of attempts)
    if (outcome !== "completed") console.log(`${outcome}: ${fileName}, ${jobId} ${detail}`);
  console.log(describe(summary));
  if (options.jsonFile !== undefined)
    await writeFile(options.jsonFile, `${JSON.stringify({ ...summary, attempts }, undefined, 2)}\n`);
  return summary.outcomes.completed === options.requests ? 0 : 1;
}

try {
  process.exitCode = await main(parseOptions(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error(`\n${USAGE}`);
  process.exitCode = 2;
}
