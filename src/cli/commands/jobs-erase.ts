import { createInterface } from "node:readline/promises";
import { Option, type Command } from "commander";
import { z } from "zod";
import type { JobAnswer } from "../../contracts/http/job.js";
import { addCommand, type Kit } from "../command.js";
import type { Context } from "../context.js";
import { CliError, EXIT, UsageError } from "../exit.js";
import { findJob, nameOf } from "../http/jobs.js";
import { patiently } from "../http/patience.js";
import { counted } from "../terminal/humane.js";

export function addErase(jobs: Command, kit: Kit): void {
  addCommand(jobs, kit, {
    usage: "erase <job...>",
    summary: "Erase jobs and all that belongs to them",
    details: "Recording, transcript and note are gone for good. A running job is cancelled first.",
    examples: [
      ["diarist jobs erase 7d3f4e86", "asks first"],
      [
        "diarist jobs list --status cancelled --limit 1000 | cut -f1 | xargs diarist jobs erase --yes",
        "many",
      ],
    ],
    options: [new Option("-y, --yes", "do not ask")],
    schema: z.object({ yes: z.boolean().default(false) }),
    run: async (context, words, { yes }) => {
      const { screen } = context;
      const client = await context.client();
      const found = await Promise.all(words.map((word) => findJob(client, word)));
      if (!yes) await confirm(context, found);
      const signal = context.takeInterrupts();
      for (const job of found) {
        await patiently({ signal }, () => client.send("DELETE", `/v1/jobs/${job.id}`, { signal }));
        if (screen.json) screen.printJson({ id: job.id, erased: true });
        else screen.note(`${nameOf(job)} (${job.id.slice(0, 8)}) is erased.`);
      }
      return undefined;
    },
  });
}

async function confirm({ stdin, stderr }: Context, jobs: readonly JobAnswer[]): Promise<void> {
  if (!stdin.isTTY) throw new UsageError("Nobody is there to be asked: say --yes to erase.");
  const [only] = jobs;
  const what = jobs.length === 1 && only !== undefined ? nameOf(only) : counted(jobs.length, "job");
  const asking = createInterface({ input: stdin, output: stderr });
  const answer = await asking.question(`Erase ${what} with recording, transcript and note? [y/N] `);
  asking.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new CliError("Nothing was erased.", EXIT.failed, "declined");
}
