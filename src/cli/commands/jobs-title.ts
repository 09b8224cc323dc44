import type { Command } from "commander";
import { z } from "zod";
import { jobAnswerSchema } from "../../contracts/http/job.js";
import { addCommand, type Kit } from "../command.js";
import { findJob } from "../http/jobs.js";
import { harmless } from "../terminal/fit.js";

export function addTitle(jobs: Command, kit: Kit): void {
  addCommand(jobs, kit, {
    usage: "title <job> <title...>",
    summary: "Give a job another title",
    examples: [['diarist jobs title 7d3f4e86 "Monday by the sea"', "in place of the one that it has"]],
    schema: z.object({}),
    run: async ({ client, screen }, [named = "", ...words]) => {
      const service = await client();
      const { id } = await findJob(service, named);
      const json = { title: words.join(" ") };
      const job = await service.json(jobAnswerSchema, "PATCH", `/v1/jobs/${id}`, { json });
      if (screen.json) screen.printJson(job);
      else screen.note(`${id.slice(0, 8)} is called ${harmless(job.title ?? "")}.`);
      return undefined;
    },
  });
}
