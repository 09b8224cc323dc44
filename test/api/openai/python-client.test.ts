import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { partPath } from "../../../src/stack/parts.js";
import { startGateway, type TestGateway } from "../../support/gateway.js";
import { makeWav } from "../../support/recordings.js";
import { StandIn, transcriptOf } from "./stand-in.js";

const TRANSCRIPT = transcriptOf(["The dentist was late.", "So was I."]);
const program = fileURLToPath(new URL("../../clients/openai_client.py", import.meta.url));

let gateway: TestGateway;
let folder: string;
beforeAll(async () => {
  gateway = await startGateway();
  new StandIn(gateway).transcribeAll(TRANSCRIPT);
  folder = await mkdtemp(join(tmpdir(), "diarist-python-client-"));
});
afterAll(async () => {
  await gateway.stop();
  await rm(folder, { recursive: true });
});

test("the official Python client gets every format and every refusal by changing the base URL alone", async () => {
  const file = join(folder, "Monday.wav");
  await writeFile(file, makeWav(1000));
  const { stdout } = await promisify(execFile)(partPath("test-clients"), [
    ...[program, file],
    ...["--base-url", `${gateway.url}/v1`],
  ]);
  const answer: unknown = JSON.parse(stdout);
  const text = "The dentist was late. So was I.";
  const refused = (status: number, param: string, code: string) => ({
    class: status === 404 ? "NotFoundError" : "BadRequestError",
    type: "invalid_request_error",
    ...{ status, param, code },
  });
  expect(answer).toEqual({
    models: ["base", "whisper-1", "gpt-transcribe", "gpt-4o-transcribe", "gpt-4o-mini-transcribe"],
    json: text,
    text: `${text}\n`,
    srt: expect.stringMatching(/^1\n00:00:00,000 --> /),
    vtt: expect.stringMatching(/^WEBVTT\n/),
    verbose_json: {
      language: "english",
      duration: 20.5,
      segments: TRANSCRIPT.segments.map((segment) => [segment.start, segment.end, segment.text]),
      words: TRANSCRIPT.segments.flatMap(({ words }) =>
        words.map(({ word, start, end }) => [word, start, end]),
      ),
    },
    stream: {
      types: ["transcript.text.delta", "transcript.text.delta", "transcript.text.done"],
      deltas: text,
      text,
    },
    refusals: {
      model: refused(404, "model", "model_not_found"),
      option: refused(400, "colour", "unknown_parameter"),
      temperature: refused(400, "temperature", "unsupported_value"),
      include: refused(400, "include", "unsupported_parameter"),
      file: refused(400, "file", "not_audio"),
    },
  });
});
