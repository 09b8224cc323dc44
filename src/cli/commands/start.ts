import type { Command } from "commander";
import { z } from "zod";
import { addCommand, type Kit } from "../command.js";

export function addStart(program: Command, kit: Kit): void {
  addCommand(program, kit, {
    usage: "start",
    summary: "Run the whole service on this machine",
    details: "Sets up what is missing, then runs until Ctrl-C. The configuration stands in .env.example.",
    examples: [
      ["diarist start", "on port 8000"],
      ["PORT=9000 diarist start", "on another"],
    ],
    schema: z.object({}),
    run: async ({ startService }) => {
      await startService();
      return undefined;
    },
  });
}
