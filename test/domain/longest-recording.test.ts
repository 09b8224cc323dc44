import { expect, test } from "vitest";
import { refuseTooLong } from "../../src/domain/longest-recording.js";

const DAY_SECONDS = 86_400;

test("a recording of just the longest time is taken, with what its encoder put at the end", () => {
  expect(() => refuseTooLong(DAY_SECONDS, DAY_SECONDS)).not.toThrow();
  expect(() => refuseTooLong(DAY_SECONDS + 0.02, DAY_SECONDS)).not.toThrow();
});

test("a longer one is refused by name, and told more seconds than are taken", () => {
  expect(() => refuseTooLong(DAY_SECONDS + 1.2, DAY_SECONDS)).toThrow(
    expect.objectContaining({
      code: "audio_too_long",
      message: expect.stringContaining("86402 seconds long; at most 86400") as string,
    }),
  );
});
