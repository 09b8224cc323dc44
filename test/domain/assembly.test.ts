import { describe, expect, it } from "vitest";
import { assemble } from "../../src/domain/assembly.js";
import { totalSeconds, type Span } from "../../src/domain/spans.js";
import type { Piece } from "../../src/domain/stitching.js";
import type { Timing } from "../../src/domain/transcript.js";

interface Heard {
  language?: string;
  timing?: Timing;
  unheard?: Span[];
}

/** A chunk of ten seconds with one sentence from its second to its fourth second. */
function piece(index: number, { language = "en", timing = "segment", unheard = [] }: Heard = {}): Piece {
  return {
    startSeconds: index * 10,
    endSeconds: index * 10 + 10,
    audioStartSeconds: index * 10,
    recognition: {
      language,
      durationSeconds: 10,
      segments: [{ id: 0, start: 2, end: 4, text: ` sentence ${String(index)}.`, words: [] }],
      unheard,
      engine: { model: "base", timing },
    },
  };
}

describe("assembling", () => {
  it("reads as one text, in the language that was spoken most", () => {
    const transcript = assemble(30, [piece(0, { language: "de" }), piece(1), piece(2)], []);
    expect(transcript).toMatchObject({ language: "en", text: "sentence 0. sentence 1. sentence 2." });
  });

  it("declares missing what the engine noticed and did not understand, in the recording's time", () => {
    const transcript = assemble(20, [piece(0), piece(1, { unheard: [{ start: 6, end: 8 }] })], []);
    expect(transcript.coverage).toEqual({
      transcribedSeconds: 4,
      silentSeconds: 14,
      missing: [{ start: 16, end: 18, reason: "not_understood" }],
    });
  });

  it("declares nothing missing that is in the transcript, or too short to hold a word", () => {
    const unheard = [
      { start: 2.5, end: 3.5 },
      { start: 3.9, end: 4.2 },
    ];
    expect(assemble(10, [piece(0, { unheard })], []).coverage.missing).toEqual([]);
  });

  it("accounts for every second, a missing chunk beside speech that was not understood", () => {
    const { coverage } = assemble(
      30,
      [piece(0, { unheard: [{ start: 7, end: 9 }] }), piece(2)],
      [{ start: 10, end: 20, reason: "speech_rejected" }],
    );
    expect(coverage.missing.map(({ reason }) => reason)).toEqual(["not_understood", "speech_rejected"]);
    const seconds = coverage.transcribedSeconds + coverage.silentSeconds + totalSeconds(coverage.missing);
    expect(seconds).toBe(30);
  });

  it("promises no finer times than its coarsest piece has", () => {
    const transcript = assemble(20, [piece(0, { timing: "word" }), piece(1, { timing: "none" })], []);
    expect(transcript.engine).toEqual({ model: "base", timing: "none" });
  });

  it("says that the language is undetermined where nobody spoke", () => {
    expect(assemble(10, [], [])).toMatchObject({
      language: "und",
      text: "",
      coverage: { silentSeconds: 10 },
    });
  });
});
