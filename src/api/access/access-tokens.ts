import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from "jose";
import { z } from "zod";
import { scopeSchema, tenantIdSchema, type Scope } from "../../domain/access.js";
import { DiaristError } from "../../domain/errors.js";
import type { Principal } from "./principal.js";

export interface OidcOptions {
  issuer: string;
  audience: string;
  /** The first that a token has names its tenant. */
  tenantClaims: readonly string[];
  scopeClaim: string;
  /** How soon after one fetch of the issuer's keys an unknown key may cause another. */
  cooldownMs?: number;
}

/** Asymmetric ones alone: with HS256 the issuer's public key, which everyone has, would do for signing. */
const ALGORITHMS = [
  ...["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
  ...["ES256", "ES384", "ES512", "EdDSA", "Ed25519"],
];
/** Clocks of servers that are kept by NTP differ by less. */
const CLOCK_TOLERANCE_SECONDS = 30;
const TIMEOUT_MS = 5_000;

const discoverySchema = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** Access tokens of an OpenID Connect issuer. Its keys are found by discovery, kept, and fetched anew when one is unknown. */
export class AccessTokens {
  #keys: Promise<JWTVerifyGetKey> | undefined;

  constructor(private readonly options: OidcOptions) {}

  /** Who sent the token. Throws `invalid_credentials`, `credentials_expired` and `identity_provider_unavailable`. */
  async recognise(token: string): Promise<Principal> {
    const { issuer, audience } = this.options;
    const keys = await this.#issuersKeys();
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        requiredClaims: ["exp", "sub"],
      });
      return this.#principal(payload);
    } catch (error) {
      throw refusal(error);
    }
  }

  #principal(payload: JWTPayload): Principal {
    const { tenantClaims, scopeClaim } = this.options;
    const claim = tenantClaims.map((name) => payload[name]).find((value) => value !== undefined);
    const tenantId = tenantIdSchema.safeParse(claim);
    if (!tenantId.success)
      throw new DiaristError(
        "invalid_credentials",
        `The token names no tenant that could be one, in ${tenantClaims.join(" or ")}.`,
      );
    return {
      tenantId: tenantId.data,
      scopes: scopesIn(payload[scopeClaim]),
      actor: `token:${payload.sub ?? ""}`,
    };
  }

  /** Found once; while the issuer is away those who wait share one attempt. */
  #issuersKeys(): Promise<JWTVerifyGetKey> {
    this.#keys ??= this.#discover().catch((error: unknown) => {
      this.#keys = undefined;
      throw error;
    });
    return this.#keys;
  }

  async #discover(): Promise<JWTVerifyGetKey> {
    const { issuer, cooldownMs } = this.options;
    const url = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
      if (!response.ok) throw new Error(`it answered ${response.status}`);
      const found = discoverySchema.parse(await response.json());
      if (found.issuer !== issuer) throw new Error(`it calls itself ${found.issuer}`);
      const keySet = createRemoteJWKSet(new URL(found.jwks_uri), {
        timeoutDuration: TIMEOUT_MS,
        ...(cooldownMs !== undefined && { cooldownDuration: cooldownMs }),
      });
      return (header, token) => keySet(header, token).catch(notOurs);
    } catch (cause) {
      throw new DiaristError("identity_provider_unavailable", `${url} is of no use`, { cause });
    }
  }
}

/** Scopes that are not ours are of no concern: a token may be for several services. */
function scopesIn(claim: unknown): Scope[] {
  const names: unknown[] = typeof claim === "string" ? claim.split(" ") : Array.isArray(claim) ? claim : [];
  return names.flatMap((name) => {
    const scope = scopeSchema.safeParse(name);
    return scope.success ? [scope.data] : [];
  });
}

/** What the token is to blame for passes; anything else is the issuer's not handing out its keys. */
function notOurs(error: unknown): never {
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    throw error;
  throw new DiaristError("identity_provider_unavailable", "The issuer's keys cannot be fetched", {
    cause: error,
  });
}

function refusal(error: unknown): unknown {
  if (error instanceof errors.JWTExpired)
    return new DiaristError("credentials_expired", "The token has expired.");
  if (error instanceof errors.JOSEError)
    return new DiaristError("invalid_credentials", `The token is not valid: ${error.message}.`);
  return error;
}
