import { describe, expect, it } from "vitest";
import { transcriptSchema, type Recognition, type Transcript } from "../../src/domain/transcript.js";
import type { Harness } from "./harness.js";
import { useHarness } from "./playing.js";

const setUp = useHarness();

const SAID = ["what", "did", "you", "plant", "there"];
const words = SAID.map((word, index) => ({
  word: ` ${word}`,
  start: 1 + index * 0.4,
  end: 1.4 + index * 0.4,
}));
const HEARD: Recognition = {
  language: "en",
  durationSeconds: 300,
  engine: { model: "scripted", timing: "word" },
  segments: [{ id: 0, start: 1, end: 3, text: SAID.join(" "), words }],
};

/** Two speakers with a channel each, of whom the first one speaks; the second microphone hears that too. */
async function twoChannels(): Promise<Harness> {
  const harness = await setUp();
  harness.media.chunks = 1;
  harness.media.channels = 2;
  harness.media.channelDb = [-20, -38];
  return harness;
}

async function transcriptOf(harness: Harness, revision = 4): Promise<Transcript> {
  await (await harness.start({ revision, options: { speakers: "by_channel" } })).result();
  const stored = await harness.stores.objects.objects.get(harness.keys.transcript);
  return transcriptSchema.parse(JSON.parse(String(stored)));
}

describe("two speakers with a channel each", () => {
  it("do not say each other's words", async () => {
    const harness = await twoChannels();
    harness.speech.answer = () => HEARD;
    const { segments } = await transcriptOf(harness);
    expect(segments.map(({ speaker, text }) => [speaker, text])).toEqual([["Speaker 1", SAID.join(" ")]]);
    expect(await harness.objects()).toContain("crosstalk.json");
  });

  it("did so in jobs that began under an earlier release", async () => {
    const harness = await twoChannels();
    harness.speech.answer = () => HEARD;
    const { segments } = await transcriptOf(harness, 3);
    expect(segments.map(({ speaker }) => speaker)).toEqual(["Speaker 1", "Speaker 2"]);
  });

  it("have no gap where one of them hears the other from afar, and nothing is listened to once more for it", async () => {
    const harness = await twoChannels();
    harness.speech.answer = ({ text }) =>
      text === "piece 0" ? HEARD : { ...HEARD, segments: [], unheard: [{ start: 1, end: 3 }] };
    const { segments, coverage } = await transcriptOf(harness);
    expect(segments.map(({ speaker }) => speaker)).toEqual(["Speaker 1"]);
    expect(coverage.missing).toEqual([]);
    expect(harness.speech.heard.toSorted()).toEqual(["piece 0", "piece 1"]);
  });

  it("have one where somebody speaks as loudly and was not understood", async () => {
    const harness = await twoChannels();
    harness.media.channelDb = [-20, -22];
    harness.speech.answer = ({ text }) =>
      text === "piece 0" ? HEARD : { ...HEARD, segments: [], unheard: [{ start: 1, end: 3 }] };
    const { coverage } = await transcriptOf(harness);
    expect(coverage.missing).toEqual([{ start: 1, end: 3, reason: "not_understood", speaker: "Speaker 2" }]);
  });
});
