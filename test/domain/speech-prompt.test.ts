import { describe, expect, it } from "vitest";
import { speechPrompt } from "../../src/domain/speech-prompt.js";

describe("the prompt of a job's chunks", () => {
  it("ends with the vocabulary, which is what an engine keeps when it is too long", () => {
    expect(speechPrompt({ prompt: " Minutes of the board. ", vocabulary: ["Zsófia", "Kubernetes"] })).toBe(
      "Minutes of the board. Zsófia, Kubernetes.",
    );
  });

  it("is absent where nothing is given", () => {
    expect(speechPrompt({})).toBeUndefined();
    expect(speechPrompt({ prompt: "  ", vocabulary: [] })).toBeUndefined();
  });
});
