import { describe, expect, it } from "vitest";
import { chunkPriority } from "../../src/domain/chunk-priority.js";
import { formatClock } from "../../src/domain/clock.js";
import { JOB_STATES, legacyStatus, titleSchema } from "../../src/domain/job.js";
import { isUsableTitle } from "../../src/domain/job-state.js";

describe("a job's state", () => {
  it("has the status word that clients of the replaced system know", () => {
    expect(JOB_STATES.map((state) => [state, legacyStatus(state)])).toEqual([
      ["queued", "queued"],
      ["preparing", "downloading"],
      ["transcribing", "transcribing"],
      ["writing_note", "generating_note"],
      ["completed", "completed"],
      ["failed", "error"],
      ["cancelled", "error"],
    ]);
  });
});

describe("a job's title", () => {
  it.each(["Käse", " a ", "x".repeat(200), ` ${"x".repeat(200)} `, "x".repeat(201), "", " \n", 7, undefined])(
    "%j is taken by the workflow as it is by the API",
    (title) => {
      expect(isUsableTitle(title)).toBe(titleSchema.safeParse(title).success);
    },
  );
});

describe("a clock", () => {
  it.each([
    [0, "0:00"],
    [12.9, "0:12"],
    [300, "5:00"],
    [3723, "1:02:03"],
  ])("reads %d seconds as %s", (seconds, text) => {
    expect(formatClock(seconds)).toBe(text);
  });
});

describe("a chunk's priority", () => {
  it("falls with its place in the recording, so that short recordings pass long ones", () => {
    const priorities = [0, 1, 3, 4, 11, 12, 47, 48, 500].map((index) => chunkPriority(index));
    expect(priorities).toEqual([1, 2, 2, 3, 3, 4, 4, 5, 5]);
  });

  it("is moved by what the caller says, within Temporal's five", () => {
    expect([0, 12, 100].map((index) => chunkPriority(index, "high"))).toEqual([1, 2, 3]);
    expect([0, 4, 100].map((index) => chunkPriority(index, "low"))).toEqual([3, 5, 5]);
  });
});
