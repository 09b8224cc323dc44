/* What a test runner's report says, in numbers. A runner that failed without naming a test counts as one failure. */

/** @param report Vitest's JSON report, undefined where it wrote none; @param code its exit code. */
export function countVitest(report, code) {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(report);
  // A file that cannot be loaded, or whose set-up fails, fails without a failing test of its own.
  const failedFiles = testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && assertionResults.every((test) => test.status !== "failed"),
  ).length;
  const counts = {
    passed: numPassedTests,
    failed: numFailedTests + failedFiles,
    skipped: numPendingTests + numTodoTests,
  };
  return withExitCode(counts, code);
}

/** @param report Playwright's JSON report, undefined where it wrote none; @param code its exit code. */
export function countPlaywright(report, code) {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const { stats, errors } = JSON.parse(report);
  // Errors are those of no test: a file that cannot be loaded, a service that does not start.
  const failed = stats.unexpected + stats.flaky + errors.length;
  return withExitCode({ passed: stats.expected, failed, skipped: stats.skipped }, code);
}

/** @param report pytest's JUnit file, undefined where it wrote none; @param code its exit code. */
export function countJunit(report, code) {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const suite = /<testsuite .*?>/.exec(report)?.[0] ?? "";
  const number = (name) => Number(new RegExp(` ${name}="(\\d+)"`).exec(suite)?.[1] ?? 0);
  const failed = number("failures") + number("errors");
  const skipped = number("skipped");
  return withExitCode({ passed: Math.max(0, number("tests") - failed - skipped), failed, skipped }, code);
}

function withExitCode(counts, code) {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

export function sum(results) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const counts of results) for (const key of Object.keys(total)) total[key] += counts[key];
  return total;
}

/** `12 passed, 0 failed`, with `, 1 skipped` where something was. */
export function describeCounts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
