import { describe, expect, test } from "vitest";
import { createTargetPolicy } from "../../src/net/target-policy.js";

const strict = createTargetPolicy([]);

describe("what is written in a URL", () => {
  test.each([
    ["http://127.0.0.1/", "127.0.0.1 is not a public address."],
    ["http://127.1:8000/a", "127.0.0.1 is not a public address."],
    ["http://2130706433/", "127.0.0.1 is not a public address."],
    ["http://0x7f000001/", "127.0.0.1 is not a public address."],
    ["http://0177.0.0.1/", "127.0.0.1 is not a public address."],
    ["http://127.0.0.1./", "127.0.0.1 is not a public address."],
    ["http://１２７.０.０.１/", "127.0.0.1 is not a public address."],
    ["http://0/", "0.0.0.0 is not a public address."],
    ["http://10.1.2.3/", "10.1.2.3 is not a public address."],
    ["https://169.254.169.254/latest", "169.254.169.254 is not a public address."],
    ["http://[::1]/", "::1 is not a public address."],
    ["http://[::]/", ":: is not a public address."],
    ["http://[::ffff:127.0.0.1]/", "::ffff:7f00:1 is not a public address."],
    ["http://[64:ff9b::127.0.0.1]/", "64:ff9b::7f00:1 is not a public address."],
    ["http://[fe80::1]/", "fe80::1 is not a public address."],
    ["http://[fd00:ec2::254]/", "fd00:ec2::254 is not a public address."],
    ["http://localhost:8000/", "localhost is the service's own machine."],
    ["http://LOCALHOST./", "localhost is the service's own machine."],
    ["http://app.localhost/", "app.localhost is the service's own machine."],
  ])("refuses %s: %s", (url, refusal) => {
    expect(strict.refusalOf(url)).toBe(refusal);
  });

  test.each([
    "https://example.org/",
    "http://8.8.8.8/",
    "http://[2606:4700::1111]/",
    "http://mylocalhost.org/",
  ])("says nothing against %s", (url) => {
    expect(strict.refusalOf(url)).toBeUndefined();
  });

  test("is judged as the operator wants it", () => {
    const loopback = createTargetPolicy(["127.0.0.0/8"]);
    expect(loopback.refusalOf("http://127.0.0.1/")).toBeUndefined();
    expect(loopback.refusalOf("http://localhost/")).toBeUndefined();
    expect(loopback.refusalOf("http://10.1.2.3/")).toBeDefined();
    expect(createTargetPolicy("all").refusalOf("http://[::1]/")).toBeUndefined();
  });
});
