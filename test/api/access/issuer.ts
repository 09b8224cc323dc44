import { createServer } from "node:http";
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from "jose";

/** An OpenID Connect issuer as far as a service sees it: discovery, keys, and the tokens it has signed. */
export interface Issuer {
  url: string;
  /** How often each document was asked for. */
  readonly asked: { discovery: number; keys: number };
  /** Whether it answers with 503. */
  away: boolean;
  /** Signs with a new key from now on; the keys before stay published. */
  rotate: () => Promise<void>;
  publicKey: () => JWK;
  sign: (
    claims?: Record<string, unknown>,
    options?: { expiresIn?: string; header?: object },
  ) => Promise<string>;
  stop: () => Promise<void>;
}

export const AUDIENCE = "diarist";

export async function startIssuer(): Promise<Issuer> {
  const published: JWK[] = [];
  const asked = { discovery: 0, keys: 0 };
  let signing: { key: CryptoKey; kid: string };

  const server = createServer((request, response) => {
    const isDiscovery = request.url === "/.well-known/openid-configuration";
    asked[isDiscovery ? "discovery" : "keys"] += 1;
    response.statusCode = issuer.away ? 503 : 200;
    response.setHeader("content-type", "application/json");
    const discovery = { issuer: issuer.url, jwks_uri: `${issuer.url}/keys` };
    response.end(JSON.stringify(isDiscovery ? discovery : { keys: published }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");

  const issuer: Issuer = {
    url: `http://127.0.0.1:${address.port}`,
    asked,
    away: false,
    rotate: async () => {
      const { publicKey, privateKey } = await generateKeyPair("RS256");
      const kid = `key-${published.length + 1}`;
      published.push({ ...(await exportJWK(publicKey)), kid, alg: "RS256", use: "sig" });
      signing = { key: privateKey, kid };
    },
    publicKey: () => {
      const last = published.at(-1);
      if (last === undefined) throw new Error("no key");
      return last;
    },
    sign: (claims = {}, { expiresIn = "5m", header = {} } = {}) =>
      new SignJWT({ tenant: "team", scope: "openid jobs:read", ...claims })
        .setProtectedHeader({ alg: "RS256", kid: signing.kid, ...header })
        .setIssuer(typeof claims["iss"] === "string" ? claims["iss"] : issuer.url)
        .setAudience(typeof claims["aud"] === "string" ? claims["aud"] : AUDIENCE)
        .setSubject("user-1")
        .setIssuedAt()
        .setExpirationTime(expiresIn)
        .sign(signing.key),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  await issuer.rotate();
  return issuer;
}
