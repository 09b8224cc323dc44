import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { z } from "zod";
import { NODE_FLAGS } from "../../src/stack/node-flags.js";

const program = fileURLToPath(new URL("passing-buffers.ts", import.meta.url));
const seenSchema = z.object({ collections: z.number(), mostMegabytes: z.number() });

/** What a process that passes a gigabyte on has to tell. */
async function passing(flags: readonly string[]): Promise<z.infer<typeof seenSchema>> {
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, "--import", "tsx", program]);
  return seenSchema.parse(JSON.parse(stdout));
}

it("buffers that come and go set off few collections of the whole heap, and do not lie about", async () => {
  const [ours, usual] = [await passing(NODE_FLAGS), await passing([])];
  expect(ours.collections).toBeLessThan(usual.collections / 2);
  expect(ours.mostMegabytes).toBeLessThan(usual.mostMegabytes / 2);
});

it("are the same in the image", () => {
  const image = readFileSync(new URL("../../infra/diarist.Dockerfile", import.meta.url), "utf8");
  const entryPoint = ["tini", "--", "node", ...NODE_FLAGS].map((word) => JSON.stringify(word)).join(", ");
  expect(image).toContain(`ENTRYPOINT [${entryPoint}]`);
});
