import { expect, test } from "vitest";
import { undeclaredDelaySeconds } from "../../src/media/undeclared-delay.js";

test("times lie halfway between what was recorded and what is heard, and never far from the latter", () => {
  expect(undeclaredDelaySeconds("mp3", 44_100)).toBeCloseTo(0.0125, 4);
  expect(undeclaredDelaySeconds("mp3", 16_000)).toBeCloseTo(0.0345, 4);
  expect(undeclaredDelaySeconds("aac", 16_000)).toBe(0.032);
  expect(undeclaredDelaySeconds("mp3", 8_000)).toBe(0.04);
});
