import { generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AccessTokens } from "../../../src/api/access/access-tokens.js";
import { startGateway, type TestGateway, type TestStores } from "../../support/gateway.js";
import { startJobStore, startObjectStore } from "../../support/stores.js";
import { AUDIENCE, startIssuer, type Issuer } from "./issuer.js";

let stores: TestStores;
let issuer: Issuer;
let gateway: TestGateway;

const optionsFor = ({ url }: Issuer) => ({
  issuer: url,
  audience: AUDIENCE,
  tenantClaims: ["tenant", "org_id"],
  scopeClaim: "scope",
  cooldownMs: 0,
});

beforeAll(async () => {
  stores = { objectStore: await startObjectStore(), jobStore: await startJobStore() };
  issuer = await startIssuer();
  gateway = await startGateway({ stores, access: { open: false, oidc: optionsFor(issuer) } });
});
afterAll(async () => {
  await gateway.stop();
  await issuer.stop();
  await stores.objectStore.stop();
  await stores.jobStore.stop();
});

async function call(token: string, path = "/v1/jobs") {
  const response = await fetch(`${gateway.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

describe("an access token of the issuer", () => {
  test("opens what its scopes allow, beside keys", async () => {
    expect((await call(await issuer.sign())).status).toBe(200);
    const key = await gateway.context.access.keys.create({
      tenantId: "team",
      name: "x",
      scopes: ["jobs:read"],
    });
    expect((await call(key.text)).status).toBe(200);
    const denied = await call(await issuer.sign(), "/v1/keys");
    expect([denied.status, denied.headers.get("www-authenticate")]).toEqual([
      403,
      'Bearer realm="diarist", error="insufficient_scope", scope="keys:write"',
    ]);
  });

  test("is its tenant's: by the first claim that names one, with scopes as text or as a list", async () => {
    const tokens = new AccessTokens(optionsFor(issuer));
    const scope = ["jobs:write", "email", "keys:write"];
    expect(await tokens.recognise(await issuer.sign({ tenant: undefined, org_id: "org_7", scope }))).toEqual({
      tenantId: "org_7",
      scopes: ["jobs:write", "keys:write"],
      actor: "token:user-1",
    });
    expect(await tokens.recognise(await issuer.sign({ org_id: "org_7" }))).toMatchObject({
      tenantId: "team",
    });
    const claims = { ...optionsFor(issuer), tenantClaims: ["https://example.org/team"], scopeClaim: "scp" };
    const token = await issuer.sign({ "https://example.org/team": "blue", scp: "jobs:read" });
    expect(await new AccessTokens(claims).recognise(token)).toMatchObject({
      tenantId: "blue",
      scopes: ["jobs:read"],
    });
  });

  test.each([undefined, "", "a#job", "../other", 7, ["team"]])(
    "is refused when its tenant is %j",
    async (tenant) => {
      const { status, body } = await call(await issuer.sign({ tenant }));
      expect([status, body]).toEqual([401, expect.stringContaining("invalid_credentials")]);
    },
  );

  test("is refused when it is for another audience or of another issuer", async () => {
    for (const claims of [{ aud: "another-service" }, { iss: "https://id.example.org" }]) {
      const { status, body } = await call(await issuer.sign(claims));
      expect([status, body]).toEqual([401, expect.stringContaining("invalid_credentials")]);
    }
  });

  test("says that it has expired, but not within the seconds by which clocks differ", async () => {
    const expired = await call(await issuer.sign({}, { expiresIn: "-1m" }));
    expect([expired.status, expired.body]).toEqual([401, expect.stringContaining("credentials_expired")]);
    expect((await call(await issuer.sign({}, { expiresIn: "-10s" }))).status).toBe(200);
  });

  test("is refused unsigned, and when it is signed with what everyone knows", async () => {
    const claims = { tenant: "team", scope: "jobs:read keys:write" };
    const unsigned = new UnsecuredJWT(claims)
      .setIssuer(issuer.url)
      .setAudience(AUDIENCE)
      .setSubject("user-1")
      .setExpirationTime("5m")
      .encode();
    const { kid, n = "" } = issuer.publicKey();
    const withPublicKey = await new SignJWT(claims)
      .setProtectedHeader({ alg: "HS256", ...(kid !== undefined && { kid }) })
      .setIssuer(issuer.url)
      .setAudience(AUDIENCE)
      .setSubject("user-1")
      .setExpirationTime("5m")
      .sign(Buffer.from(n, "base64url"));
    for (const token of [unsigned, withPublicKey]) {
      const { status, body } = await call(token);
      expect([status, body]).toEqual([401, expect.stringContaining("invalid_credentials")]);
    }
  });

  test("is refused when another key signed it under the issuer's key id", async () => {
    const { privateKey } = await generateKeyPair("RS256");
    const { kid } = issuer.publicKey();
    const token = await new SignJWT({ tenant: "team", scope: "jobs:read" })
      .setProtectedHeader({ alg: "RS256", ...(kid !== undefined && { kid }) })
      .setIssuer(issuer.url)
      .setAudience(AUDIENCE)
      .setSubject("user-1")
      .setExpirationTime("5m")
      .sign(privateKey);
    expect((await call(token)).status).toBe(401);
  });
});

describe("the issuer's keys", () => {
  test("are asked for once, and again when a token's key is unknown", async () => {
    const own = await startIssuer();
    const tokens = new AccessTokens(optionsFor(own));
    const early = await own.sign();
    await Promise.all(Array.from({ length: 10 }, () => tokens.recognise(early)));
    expect(own.asked).toEqual({ discovery: 1, keys: 1 });
    await own.rotate();
    await tokens.recognise(await own.sign());
    expect(own.asked).toEqual({ discovery: 1, keys: 2 });
    await tokens.recognise(early);
    await own.stop();
  });

  test("are not asked for with each token whose key nobody has", async () => {
    const own = await startIssuer();
    const { cooldownMs: _, ...options } = optionsFor(own);
    const tokens = new AccessTokens(options);
    await tokens.recognise(await own.sign());
    for (let attempts = 0; attempts < 5; attempts += 1) {
      const stray = await own.sign({}, { header: { kid: `stray-${attempts}` } });
      await expect(tokens.recognise(stray)).rejects.toMatchObject({ code: "invalid_credentials" });
    }
    expect(own.asked.keys).toBe(1);
    await own.stop();
  });

  test("that cannot be had are our trouble and not the client's, and are there again afterwards", async () => {
    const own = await startIssuer();
    const tokens = new AccessTokens(optionsFor(own));
    const token = await own.sign();
    own.away = true;
    await expect(tokens.recognise(token)).rejects.toMatchObject({ code: "identity_provider_unavailable" });
    own.away = false;
    expect(await tokens.recognise(token)).toMatchObject({ tenantId: "team" });
    own.away = true;
    await own.rotate();
    const next = await own.sign();
    await expect(tokens.recognise(next)).rejects.toMatchObject({ code: "identity_provider_unavailable" });
    // What is known goes on.
    expect(await tokens.recognise(token)).toMatchObject({ tenantId: "team" });
    await own.stop();
  });

  test("of someone who calls himself otherwise are not taken", async () => {
    const own = await startIssuer();
    const tokens = new AccessTokens({ ...optionsFor(own), issuer: `${own.url}/` });
    const token = await own.sign({ iss: `${own.url}/` });
    await expect(tokens.recognise(token)).rejects.toMatchObject({ code: "identity_provider_unavailable" });
    await own.stop();
  });
});
