import { describe, expect, it } from "vitest";
import { countJunit, countPlaywright, countVitest, describeCounts, sum } from "../../scripts/test-counts.mjs";

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((each) => ({ status: each })),
});

describe("Vitest's report", () => {
  const report = (numbers: Record<string, number>, ...testResults: object[]) =>
    JSON.stringify({
      numPassedTests: 0,
      numFailedTests: 0,
      numPendingTests: 0,
      numTodoTests: 0,
      ...numbers,
      testResults,
    });

  it("is counted as it stands, with todo among the skipped", () => {
    const text = report(
      { numPassedTests: 2, numFailedTests: 1, numPendingTests: 3, numTodoTests: 1 },
      file("failed", "passed", "failed"),
    );
    expect(countVitest(text, 1)).toEqual({ passed: 2, failed: 1, skipped: 4 });
  });

  it("counts a file that could not be loaded as one failure", () => {
    const text = report({ numPassedTests: 1 }, file("passed", "passed"), file("failed"));
    expect(countVitest(text, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  it("counts a run that failed for no test's sake, or without a report, as one failure", () => {
    const text = report({ numPassedTests: 1 }, file("passed", "passed"));
    expect(countVitest(text, 1)).toMatchObject({ passed: 1, failed: 1 });
    expect(countVitest(undefined, 0)).toMatchObject({ passed: 0, failed: 1 });
  });
});

describe("Playwright's report", () => {
  const report = (stats: Record<string, number>, ...errors: object[]) =>
    JSON.stringify({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...stats }, errors });

  it("is counted with the flaky among the failed", () => {
    expect(countPlaywright(report({ expected: 4, unexpected: 1, flaky: 1, skipped: 2 }), 1)).toEqual({
      passed: 4,
      failed: 2,
      skipped: 2,
    });
  });

  it("counts what failed before any test as a failure", () => {
    expect(countPlaywright(report({}, { message: "The service did not start" }), 1)).toMatchObject({
      failed: 1,
    });
    expect(countPlaywright(undefined, 1)).toMatchObject({ failed: 1 });
  });
});

describe("pytest's report", () => {
  const report =
    '<?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests"><testsuite name="pytest" errors="1" ' +
    'failures="2" skipped="3" tests="10" time="0.5"><testcase name="a" /></testsuite></testsuites>';

  it("is counted with errors among the failures", () => {
    expect(countJunit(report, 1)).toEqual({ passed: 4, failed: 3, skipped: 3 });
  });

  it("that is missing is one failure", () => {
    expect(countJunit(undefined, 4)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

it("sums up in one line, which speaks of skipped tests only where there are any", () => {
  const some = { passed: 2, failed: 0, skipped: 0 };
  expect(describeCounts(sum([some, some]))).toBe("4 passed, 0 failed");
  expect(describeCounts(sum([some, { passed: 1, failed: 1, skipped: 2 }]))).toBe(
    "3 passed, 1 failed, 2 skipped",
  );
});
