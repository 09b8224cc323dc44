/*
 * Which tests a runner's report says failed, and why, in a few lines each: what a reader of a long log looks for at its end.
 * Each takes the report's text, undefined where the runner wrote none, and gives one text a failure.
 */

import { relative } from "node:path";

/** At most so many lines of a reason; the rest stands where the test ran. */
const REASON_LINES = 6;

/** @param report Vitest's JSON report. */
export function failuresInVitest(report, root) {
  if (report === undefined) return [];
  return JSON.parse(report).testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults.filter((test) => test.status === "failed");
    if (failed.length === 0 && status === "failed") return [describe(file, message)];
    return failed.map((test) => describe(`${file} › ${test.fullName}`, test.failureMessages[0]));
  });
}

/** @param report Playwright's JSON report. */
export function failuresInPlaywright(report) {
  if (report === undefined) return [];
  const { suites, errors } = JSON.parse(report);
  const specsOf = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
  const tests = suites.flatMap(specsOf).flatMap(({ file, title, tests: runs }) =>
    runs
      .filter(({ status }) => status === "unexpected" || status === "flaky")
      .map(({ projectName, results }) => {
        const reason = results.find(({ error }) => error !== undefined)?.error.message;
        return describe(`[${projectName}] ${file} › ${title}`, reason);
      }),
  );
  return [...tests, ...errors.map(({ message }) => describe("before any test", message))];
}

/** @param report pytest's JUnit file. */
export function failuresInJunit(report) {
  const cases = report?.matchAll(/<testcase ([^>]*[^/])>\s*<(?:failure|error) message="([^"]*)"/g) ?? [];
  return [...cases].map(([, attributes, message]) => {
    const attribute = (name) => new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes)?.[1] ?? "";
    return describe(`${attribute("classname")} › ${attribute("name")}`, unescapeXml(message));
  });
}

function describe(test, reason = "") {
  const lines = reason
    .replaceAll(/\u001B\[[\d;]*m/g, "")
    .trim()
    .split("\n")
    .slice(0, REASON_LINES);
  return [test, ...lines.map((line) => `    ${line}`)].join("\n").trimEnd();
}

function unescapeXml(text) {
  const named = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
  return text
    .replaceAll(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replaceAll(/&(lt|gt|quot|apos|amp);/g, (_, name) => named[name]);
}
