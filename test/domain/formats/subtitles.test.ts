import { describe, expect, test } from "vitest";
import { cuesOf } from "../../../src/domain/formats/cues.js";
import { toSrt, toVtt } from "../../../src/domain/formats/subtitles.js";
import { CONVERSATION, INCOMPLETE, spoken, transcriptOf } from "./transcripts.js";

const LONG =
  "When I came home, the kitchen was full of smoke, and my brother stood at the window with a pan in his hand. " +
  "He said that he had only wanted to make an omelette, which nobody believed. We ate bread and cheese instead, " +
  "and laughed about it until it was dark outside.";

describe("subtitles", () => {
  const cues = cuesOf(transcriptOf([spoken(LONG, 10, 34)]), { named: true });

  test("have at most two lines of 42 characters, and lose no word", () => {
    expect(cues.length).toBeGreaterThan(2);
    for (const { lines } of cues) {
      expect(lines.length).toBeLessThanOrEqual(2);
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(42);
    }
    expect(cues.flatMap(({ lines }) => lines).join(" ")).toBe(LONG);
  });

  test("are in order, stay as long as they can be read, and never longer than seven seconds", () => {
    for (const [index, { start, end }] of cues.entries()) {
      expect(end - start).toBeGreaterThanOrEqual(1);
      expect(end - start).toBeLessThanOrEqual(7);
      expect(start).toBeGreaterThanOrEqual(cues[index - 1]?.end ?? 0);
    }
  });

  test("are cut at the ends of sentences and phrases rather than elsewhere", () => {
    for (const { lines } of cues) expect(lines.join(" ")).toMatch(/[.,]$/);
  });

  test("that are said fast stay on while nobody speaks", () => {
    const [cue] = cuesOf(
      transcriptOf([spoken("Absolutely extraordinary circumstances.", 0, 0.6), spoken("Yes.", 9, 9.5)]),
      {
        named: true,
      },
    );
    expect(cue?.end).toBeCloseTo("Absolutely extraordinary circumstances.".length / 17, 3);
  });

  test("are cut at a pause, by the words' own times", () => {
    const segment = spoken("Wait for it. Now!", 0, 8);
    segment.words = [
      { word: " Wait", start: 0, end: 0.4 },
      { word: " for", start: 0.4, end: 0.6 },
      { word: " it", start: 0.6, end: 1 },
      { word: " Now", start: 7, end: 8 },
    ];
    expect(cuesOf(transcriptOf([segment]), { named: true })).toMatchObject([
      { start: 0, lines: ["Wait for it."] },
      { start: 7, end: 8, lines: ["Now!"] },
    ]);
  });

  test("divide a segment without word times evenly", () => {
    const cues = cuesOf(transcriptOf([{ ...spoken(LONG, 0, 24), words: [] }]), { named: true });
    expect(cues.length).toBeGreaterThan(2);
    expect(cues.every(({ end, start }) => end - start <= 7)).toBe(true);
  });

  test("break lines of a script without spaces, by its width", () => {
    const text =
      "今日は朝から雨が降っていたので、家で本を読んでいました。夕方になって雨が止んだので、散歩に出かけました。";
    const cues = cuesOf(
      transcriptOf([{ ...spoken(text, 0, 12), words: [{ word: text, start: 0, end: 12 }] }]),
      {
        named: true,
      },
    );
    const lines = cues.flatMap((cue) => cue.lines);
    expect(lines.join("")).toBe(text);
    for (const line of lines) {
      expect(line.length).toBeLessThanOrEqual(21);
      expect(line).not.toMatch(/^[、。]/);
    }
  });

  test("keep a word that is longer than a line whole", () => {
    const word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
    expect(cuesOf(transcriptOf([spoken(word, 0, 5)]), { named: true })).toMatchObject([{ lines: [word] }]);
  });
});

describe("what is missing", () => {
  test("is a cue in its place, and so is the end of a recording that breaks off", () => {
    expect(toSrt(INCOMPLETE)).toBe(
      [
        "1\n00:00:00,000 --> 00:00:04,000\nBefore it.\n",
        "2\n00:05:00,000 --> 00:10:00,000\n[5:00 to 10:00: could not be transcribed]\n",
        "3\n00:10:00,000 --> 00:10:04,000\nAfter it.\n",
        "4\n00:15:00,000 --> 00:15:03,000\n[The recording breaks\noff at 15:00 of 30:00]\n",
      ].join("\n"),
    );
    expect(toVtt(INCOMPLETE)).toContain(
      "00:05:00.000 --> 00:10:00.000\n[5:00 to 10:00: could not be transcribed]\n",
    );
  });
});

describe("speakers", () => {
  test("are named in SubRip when they change", () => {
    expect(toSrt(CONVERSATION).match(/Channel \d: .*|It was hot.*/g)).toEqual([
      "Channel 1: Did you sleep?",
      "Channel 2: Not at all.",
      "It was hot.",
    ]);
  });

  test("are voices in WebVTT", () => {
    expect(toVtt(CONVERSATION)).toContain("<v Channel 2>It was hot.");
  });
});

test("WebVTT takes what was said for text, whatever it looks like", () => {
  const vtt = toVtt(transcriptOf([spoken("a --> b & <i>c</i>", 3723.4567, 3726)]));
  expect(vtt).toBe("WEBVTT\n\n01:02:03.457 --> 01:02:06.000\na --&gt; b &amp; &lt;i&gt;c&lt;/i&gt;\n");
});

test("a recording without speech gives subtitles without a cue", () => {
  expect(toSrt(transcriptOf([]))).toBe("");
  expect(toVtt(transcriptOf([]))).toBe("WEBVTT\n");
});
