import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { NODE_FLAGS } from "../../src/stack/node-flags.js";

const passing = fileURLToPath(new URL("passing-buffers.ts", import.meta.url));

/** How often a process that passes a gigabyte on collects its whole heap. */
async function collections(flags: readonly string[]): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, "--import", "tsx", passing]);
  return Number(stdout);
}

it("buffers that come and go set off few collections of the whole heap", async () => {
  expect(await collections(NODE_FLAGS)).toBeLessThan((await collections([])) / 2);
});
