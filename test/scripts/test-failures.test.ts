import { describe, expect, it } from "vitest";
import { failuresInJunit, failuresInPlaywright, failuresInVitest } from "../../scripts/test-failures.mjs";

describe("what failed in Vitest's report", () => {
  const test = (fullName: string, status: string, ...failureMessages: string[]) => ({
    fullName,
    status,
    failureMessages,
  });
  const failures = (...testResults: object[]) => failuresInVitest(JSON.stringify({ testResults }), "/clone/");

  it("is named with its file and the beginning of its reason", () => {
    const lines = ["a", "b", "c", "d", "e"];
    const reason = ["Error: \u001B[31mexpected 1 to be 2\u001B[39m", ...lines, "f", "g"].join("\n");
    const assertionResults = [test("adds", "passed"), test("subtracts", "failed", reason)];
    const name = "/clone/test/domain/sums.test.ts";
    expect(failures({ name, status: "failed", message: "", assertionResults })).toEqual([
      [
        "test/domain/sums.test.ts › subtracts",
        ...["Error: expected 1 to be 2", ...lines].map((line) => `    ${line}`),
      ].join("\n"),
    ]);
  });

  it("is the file, where that could not be loaded", () => {
    const name = "/clone/test/a.test.ts";
    expect(failures({ name, status: "failed", message: "Cannot find b", assertionResults: [] })).toEqual([
      "test/a.test.ts\n    Cannot find b",
    ]);
  });

  it("is nothing where nothing failed, or nothing was reported", () => {
    expect(
      failures({ name: "a", status: "passed", message: "", assertionResults: [test("a", "passed")] }),
    ).toEqual([]);
    expect(failuresInVitest(undefined, "/clone/")).toEqual([]);
  });
});

describe("what failed in Playwright's report", () => {
  it("is named with its project, the flaky among it, however deep it stands", () => {
    const run = (projectName: string, status: string, ...messages: string[]) => ({
      projectName,
      status,
      results: [...messages.map((message) => ({ error: { message } })), {}],
    });
    const inner = {
      specs: [{ file: "b.test.ts", title: "plays", tests: [run("phone", "flaky", "Error: timed out")] }],
    };
    const outer = {
      specs: [
        { file: "b.test.ts", title: "opens", tests: [run("phone", "expected"), run("dark", "unexpected")] },
      ],
      suites: [inner],
    };
    const errors = [{ message: "The service did not start" }];
    expect(failuresInPlaywright(JSON.stringify({ suites: [outer], errors }))).toEqual([
      "[dark] b.test.ts › opens",
      "[phone] b.test.ts › plays\n    Error: timed out",
      "before any test\n    The service did not start",
    ]);
  });
});

describe("what failed in pytest's report", () => {
  it("is named with its module", () => {
    const report =
      '<testsuite name="pytest" tests="3"><testcase classname="tests.test_a" name="test_one" time="0.1" />' +
      '<testcase classname="tests.test_a" name="test_two" time="0.1">' +
      '<failure message="assert 1 &lt; &quot;2&quot;&#10;more">def …</failure></testcase>' +
      '<testcase classname="tests.test_b" name="test_three" time="0.1"><error message="no model">…</error></testcase></testsuite>';
    expect(failuresInJunit(report)).toEqual([
      'tests.test_a › test_two\n    assert 1 < "2"\n    more',
      "tests.test_b › test_three\n    no model",
    ]);
  });
});
