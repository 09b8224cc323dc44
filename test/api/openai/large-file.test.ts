import { createReadStream } from "node:fs";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startGateway, type TestGateway } from "../../support/gateway.js";
import { makeWav } from "../../support/recordings.js";
import { NodeClient } from "./node-client.js";
import { StandIn, transcriptOf } from "./stand-in.js";

const SIZE_BYTES = 48 * 1024 ** 2;

let gateway: TestGateway;
let folder: string;
beforeAll(async () => {
  gateway = await startGateway();
  folder = await mkdtemp(join(tmpdir(), "diarist-large-file-"));
});
afterAll(async () => {
  await gateway.stop();
  await rm(folder, { recursive: true });
});

test("a recording above OpenAI's 25 MB is taken whole", async () => {
  new StandIn(gateway).transcribeAll(transcriptOf(["Half an hour."]));
  const path = join(folder, "silence.wav");
  const file = await open(path, "w");
  // A hole in the file: silence.
  await file.write(makeWav(0));
  await file.truncate(SIZE_BYTES);
  await file.close();
  const answer = await new NodeClient(gateway).create({ file: createReadStream(path) });
  expect(answer.text).toBe("Half an hour.");
  expect(gateway.starter.started.at(-1)).toMatchObject({ fileName: "silence.wav", sizeBytes: SIZE_BYTES });
});
