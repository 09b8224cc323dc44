import { describe, expect, test } from "vitest";
import { ConfigError, readConfig } from "../../src/config.js";

const issuer = { DIARIST_OIDC_ISSUER: "https://id.example.org", DIARIST_OIDC_AUDIENCE: "diarist" };

describe("without a word about who may do what", () => {
  test.each(["127.0.0.1", "127.0.0.5", "localhost", "::1"])("%s is open to whoever is there", (host) => {
    expect(readConfig({ DIARIST_HOST: host }).access.open).toBe(true);
  });

  test.each(["0.0.0.0", "::", "192.168.1.7", "diarist.lan", "127.evil.example"])(
    "nothing listens on %s, and the reason says what to do",
    (host) => {
      const read = () => readConfig({ DIARIST_HOST: host });
      expect(read).toThrow(ConfigError);
      expect(read).toThrow(/DIARIST_AUTH=keys[^]*npm run keys/);
    },
  );
});

describe("DIARIST_AUTH", () => {
  test("keys asks for credentials, also on loopback", () => {
    expect(readConfig({ DIARIST_AUTH: "keys" }).access.open).toBe(false);
    expect(readConfig({ DIARIST_AUTH: "keys", DIARIST_HOST: "0.0.0.0" }).access.open).toBe(false);
  });

  test("none holds on loopback alone; trusted-network anywhere", () => {
    expect(() => readConfig({ DIARIST_AUTH: "none", DIARIST_HOST: "0.0.0.0" })).toThrow("DIARIST_AUTH");
    expect(readConfig({ DIARIST_AUTH: "trusted-network", DIARIST_HOST: "0.0.0.0" }).access.open).toBe(true);
  });

  test("is keys where an issuer is named, and may not be less", () => {
    expect(readConfig({ ...issuer, DIARIST_HOST: "0.0.0.0" }).access).toMatchObject({
      open: false,
      oidc: { issuer: "https://id.example.org", tenantClaims: ["tenant", "org_id"], scopeClaim: "scope" },
    });
    expect(() => readConfig({ ...issuer, DIARIST_AUTH: "none" })).toThrow("DIARIST_AUTH");
  });
});

test("an issuer needs an audience", () => {
  expect(() => readConfig({ DIARIST_OIDC_ISSUER: "https://id.example.org" })).toThrow(
    "DIARIST_OIDC_AUDIENCE",
  );
});

test("any origin is allowed only where pages need a key", () => {
  expect(() => readConfig({ DIARIST_CORS_ORIGINS: "*" })).toThrow("DIARIST_CORS_ORIGINS");
  expect(readConfig({ DIARIST_CORS_ORIGINS: "*", DIARIST_AUTH: "keys" }).access.corsOrigins).toEqual(["*"]);
  const two = readConfig({ DIARIST_CORS_ORIGINS: "https://a.example, https://b.example," });
  expect(two.access.corsOrigins).toEqual(["https://a.example", "https://b.example"]);
});

test("the audit log lies beside the embedded stores' data, and goes to standard output where there are none", () => {
  expect(readConfig({ DIARIST_HOME: "/data" }).access.auditLog).toBe("/data/logs/audit.log");
  expect(readConfig({ DIARIST_DYNAMODB_ENDPOINT: "aws" }).access.auditLog).toBeUndefined();
});
