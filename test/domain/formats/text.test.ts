import { describe, expect, test } from "vitest";
import { toMarkdown } from "../../../src/domain/formats/markdown.js";
import { toText } from "../../../src/domain/formats/text.js";
import { toVerboseJson } from "../../../src/domain/formats/verbose-json.js";
import { parsed } from "../../support/json-pieces.js";
import { CONVERSATION, INCOMPLETE, spoken, transcriptOf } from "./transcripts.js";

describe("plain text", () => {
  test("has a paragraph for what is said without a long pause, and never ends one within a sentence", () => {
    const transcript = transcriptOf([
      spoken("I went out", 0, 2),
      spoken("after lunch.", 6, 8),
      spoken("It rained.", 8.5, 10),
      spoken("Then I slept.", 14, 16),
    ]);
    expect(toText(transcript)).toBe("I went out after lunch. It rained.\n\nThen I slept.\n");
  });

  test("says what is missing, in its place", () => {
    expect(toText(INCOMPLETE)).toBe(
      "Before it.\n\n[5:00 to 10:00: could not be transcribed]\n\nAfter it.\n\n[The recording breaks off at 15:00 of 30:00]\n",
    );
  });

  test("tells speech that was not understood from parts that could not be tried, and whose it was", () => {
    const coverage = {
      transcribedSeconds: 0,
      silentSeconds: 0,
      missing: [{ start: 1, end: 3, reason: "not_understood", speaker: "Channel 2" }],
    };
    expect(toText(transcriptOf([], { coverage }))).toBe(
      "[0:01 to 0:03, Channel 2: speech that was not understood]\n",
    );
  });

  test("names the speakers", () => {
    expect(toText(CONVERSATION)).toBe("Channel 1: Did you sleep?\n\nChannel 2: Not at all. It was hot.\n");
  });

  test("of a recording without speech is empty", () => {
    expect(toText(transcriptOf([]))).toBe("");
  });
});

describe("Markdown", () => {
  test("has the title, the times and the speakers", () => {
    expect(toMarkdown(CONVERSATION, "Monday.m4a")).toBe(
      "# Monday.m4a\n\n*en, 0:05*\n\n`0:00` **Channel 1:** Did you sleep?\n\n`0:02` **Channel 2:** Not at all. It was hot.\n",
    );
  });

  test("says at its head and in its place what is missing", () => {
    const text = toMarkdown(INCOMPLETE, "Monday");
    expect(text).toContain(
      "> **Incomplete: 5:00 of 15:00 could not be transcribed; the recording breaks off at 15:00 of 30:00.**",
    );
    expect(text).toContain("> **\\[5:00 to 10:00: could not be transcribed\\]**");
    expect(text).toContain("> **\\[The recording breaks off at 15:00 of 30:00\\]**");
  });

  test("takes what was said for text", () => {
    expect(toMarkdown(transcriptOf([spoken("*not* _bold_ <b>", 0, 1)]), "#1")).toContain(
      "\\*not\\* \\_bold\\_ \\<b\\>",
    );
  });
});

describe("verbose_json", () => {
  test("has OpenAI's fields, and names the language", () => {
    const answer = parsed(
      toVerboseJson(transcriptOf([spoken("Guten Morgen.", 0, 2, { avgLogprob: -0.2 })], { language: "de" })),
    );
    expect(answer).toMatchObject({
      task: "transcribe",
      language: "german",
      duration: 2,
      text: "Guten Morgen.",
      words: [
        { word: "Guten", start: 0, end: 1 },
        { word: "Morgen.", start: 1, end: 2 },
      ],
      segments: [
        {
          ...{ id: 0, seek: 0, start: 0, end: 2, text: "Guten Morgen.", tokens: [], temperature: 0 },
          ...{ avg_logprob: -0.2, compression_ratio: 1, no_speech_prob: 0 },
        },
      ],
    });
  });

  test("says what is missing", () => {
    expect(parsed(toVerboseJson(INCOMPLETE))).toMatchObject({
      coverage: { missing: [{ start: 300, end: 600, reason: "speech_rejected" }] },
      broken_off: { at_seconds: 900, claimed_seconds: 1800 },
    });
  });
});
