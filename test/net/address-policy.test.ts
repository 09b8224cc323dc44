import { describe, expect, test } from "vitest";
import { createAddressPolicy } from "../../src/net/address-policy.js";

const strict = createAddressPolicy([]);

describe("without leave of the operator", () => {
  test.each([
    ["unspecified", ["0.0.0.0", "0.1.2.3", "::"]],
    ["loopback", ["127.0.0.1", "127.255.255.254", "::1"]],
    ["private", ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fc00::1", "fdff::1"]],
    ["link-local", ["169.254.0.1", "fe80::1", "fe80::1%eth0", "febf::1"]],
    ["metadata", ["169.254.169.254", "169.254.170.2", "100.100.100.200", "192.0.0.192", "fd00:ec2::254"]],
    ["shared by a carrier", ["100.64.0.1", "100.127.255.255"]],
    ["multicast", ["224.0.0.1", "239.255.255.255", "ff02::1"]],
    ["reserved or broadcast", ["240.0.0.1", "255.255.255.255"]],
    [
      "documentation or benchmarks",
      ["192.0.2.1", "198.51.100.1", "203.0.113.1", "198.18.0.1", "2001:db8::1"],
    ],
    ["IPv4-mapped", ["::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:a9fe:a9fe", "::ffff:8.8.8.8"]],
    ["IPv4-compatible", ["::127.0.0.1", "::8.8.8.8"]],
    ["NAT64 of such", ["64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b::", "64:ff9b:1::808:808"]],
    ["6to4", ["2002:7f00:1::", "2002:a9fe:a9fe::1", "2002:808:808::1"]],
    ["Teredo", ["2001:0:7f00:1::1", "2001:0:808:808::1"]],
    ["site-local, of old", ["fec0::1"]],
    ["no address", ["", "localhost", "127.1", "0x7f000001", "1.2.3.4.5", "[::1]"]],
  ])("an address that is %s may not be reached", (_, addresses) => {
    expect(addresses.filter((address) => strict.permits(address))).toEqual([]);
  });

  test.each([
    "8.8.8.8",
    "1.1.1.1",
    "172.32.0.1",
    "100.128.0.1",
    "169.253.1.1",
    "2606:4700::1111",
    "64:ff9b::808:808",
  ])("%s may be reached", (address) => {
    expect(strict.permits(address)).toBe(true);
  });
});

describe("an operator", () => {
  test("lets networks and single addresses in, and those only", () => {
    const policy = createAddressPolicy(["10.1.0.0/16", "192.168.7.7", "fd00:1::/32"]);
    expect(["10.1.2.3", "192.168.7.7", "fd00:1::5", "8.8.8.8"].every(policy.permits)).toBe(true);
    expect(["10.2.0.1", "192.168.7.8", "fd00:2::5", "127.0.0.1"].some(policy.permits)).toBe(false);
  });

  test("may let everything in", () => {
    const policy = createAddressPolicy("all");
    expect(["127.0.0.1", "::1", "169.254.169.254"].every(policy.permits)).toBe(true);
    expect(policy.permits("localhost")).toBe(false);
  });

  test.each(["10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8/8", "localhost", "fd00::/129", "10.0.0.0/-1"])(
    "is told that %s is no network",
    (cidr) => {
      expect(() => createAddressPolicy([cidr])).toThrow(`${cidr} is no network`);
    },
  );
});
