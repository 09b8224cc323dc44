import type { Command } from "commander";
import { z } from "zod";
import { addCommand, type Kit } from "../command.js";
import { EXIT, UsageError } from "../exit.js";
import { printTable } from "../terminal/table.js";

const BENCHES = [
  { name: "load", script: "load", what: "many uploads at once to a running service: rates and percentiles" },
  { name: "plan", script: "bench:plan", what: "CPU of probing and cutting, against one plain decode" },
  { name: "memory", script: "bench:memory", what: "peak memory of each process, with very large recordings" },
  { name: "accuracy", script: "bench:accuracy", what: "words lost, doubled or moved by cutting" },
  { name: "engine", script: "bench:engine", what: "the speech engine, against plain faster-whisper" },
  { name: "sentences", script: "bench:sentences", what: "sentences cut or changed at seams" },
  { name: "pipeline", script: "bench:pipeline", what: "audio hours an hour through the whole service" },
  { name: "endurance", script: "bench:endurance", what: "the whole service over a long time" },
] as const;

export function addBench(program: Command, kit: Kit): void {
  const details = BENCHES.map(({ name, what }) => `  ${name.padEnd(10)} ${what}`).join("\n");
  addCommand(program, kit, {
    usage: "bench [name] [options...]",
    summary: "Measure how fast, how exact and how frugal it is here",
    details: `${details}\n\nWhat follows -- is handed to the benchmark. docs/performance.md tells what was measured before.`,
    examples: [
      ["diarist bench", "which there are"],
      ["diarist bench plan", "one of them"],
      ["diarist bench load -- --requests 10 --workers 5 --monitor", "with its own options"],
    ],
    schema: z.object({}),
    run: async ({ screen, runScript }, [name, ...args]) => {
      if (name === undefined) {
        if (screen.json)
          screen.printJson({ benches: BENCHES.map(({ name: id, what }) => ({ name: id, what })) });
        else
          printTable(
            screen,
            [
              { heading: "BENCHMARK", text: (bench) => bench.name },
              { heading: "MEASURES", text: (bench) => bench.what, flexible: true },
            ],
            BENCHES,
          );
        return undefined;
      }
      const bench = BENCHES.find((each) => each.name === name);
      if (bench === undefined)
        throw new UsageError(
          `There is no benchmark \`${name}\`; there are ${BENCHES.map((each) => each.name).join(", ")}.`,
        );
      return (await runScript(bench.script, args)) === 0 ? EXIT.done : EXIT.failed;
    },
  });
}
