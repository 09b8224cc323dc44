/*
 * `npm run bench:endurance`: one hours-long recording through the embedded engine while one process after another is
 * killed with -9, each kind in turn, until the job ends. Says what was lost, and which finished chunks were sent to the
 * engine again, by the engine's own request log.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { z } from "zod";
import { Service } from "../test/e2e/service.js";
import { wordErrorRate } from "../test/support/word-errors.js";
import { CONDITIONS, makeRecording } from "./speech/long-recording.js";
import { speak } from "./speech/voices.js";
import { rounded, writeResults } from "./support/results.js";

const USAGE = `npm run bench:endurance -- [options]

  --hours N          length of the recording (3)
  --every SECONDS    between two kills, from the restart on (20)
  --format NAME      file name extension of the recording (m4a)
  --condition NAME   ${CONDITIONS.join(", ")} (pauses)
`;

const { values: options } = parseArgs({
  options: {
    hours: { type: "string", default: "3" },
    every: { type: "string", default: "20" },
    format: { type: "string", default: "m4a" },
    condition: { type: "string", default: "pauses" },
    help: { type: "boolean", default: false },
  },
});

const RESTART_TIMEOUT_MS = 120_000;

async function main(): Promise<void> {
  const condition = z.enum(CONDITIONS).parse(options.condition);
  const folder = await mkdtemp(join(tmpdir(), "diarist-bench-endurance-"));
  const sentences = speak();
  const path = join(folder, `recording.${options.format}`);
  const recording = await makeRecording(condition, Number(options.hours) * 3600, sentences, path);
  await sentences.return();
  const service = await Service.start();
  try {
    const startedAt = performance.now();
    const jobId = await service.upload(path);
    const kills = await killUntilTheEnd(service, jobId);
    const { status, transcription = "" } = await service.finished(jobId);
    const seconds = (performance.now() - startedAt) / 1000;

    const counts = [...(await service.transcriptions()).values()];
    const said = recording.utterances.map((utterance) => utterance.text).join(" ");
    const report = {
      status,
      "audio hours": rounded(recording.durationSeconds / 3600, 2),
      "wall seconds": rounded(seconds, 0),
      kills: [...kills.values()].reduce((sum, count) => sum + count, 0),
      "chunks answered": counts.length,
      "answered again": counts.reduce((sum, count) => sum + count - 1, 0),
      "word error rate": `${String(rounded(wordErrorRate(said, transcription) * 100, 2))} %`,
    };
    console.table([report]);
    console.table([Object.fromEntries(kills)]);
    writeResults("endurance", { options, report, kills: Object.fromEntries(kills) });
  } finally {
    await service.stop();
    await rm(folder, { recursive: true });
  }
}

/** How often each process was killed. */
async function killUntilTheEnd(service: Service, jobId: string): Promise<Map<string, number>> {
  const kills = new Map<string, number>();
  const victims = Object.keys(service.processes()).filter((name) => name !== "undertaker");
  for (let turn = 0; ; turn += 1) {
    await sleep(Number(options.every) * 1000);
    const status = await service.status(jobId);
    if (status === "completed" || status === "error") return kills;
    const victim = victims[turn % victims.length] ?? "";
    const before = service.processes()[victim];
    if (before === undefined) continue;
    process.kill(before, "SIGKILL");
    kills.set(victim, (kills.get(victim) ?? 0) + 1);
    await service.until(`${victim} restarted`, RESTART_TIMEOUT_MS, () => {
      const now = service.processes()[victim];
      return Promise.resolve(now !== undefined && now !== before ? true : undefined);
    });
    await service.ready();
  }
}

if (options.help) console.log(USAGE);
else await main();
