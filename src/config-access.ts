import { invalid } from "./config-error.js";

/** The variables of config.ts that say who may do what. */
interface AccessVariables {
  DIARIST_HOST: string;
  DIARIST_AUTH?: "keys" | "none" | "trusted-network" | undefined;
  DIARIST_OIDC_ISSUER?: string | undefined;
  DIARIST_OIDC_AUDIENCE?: string | undefined;
  DIARIST_OIDC_TENANT_CLAIM: string[];
  DIARIST_OIDC_SCOPE_CLAIM: string;
  DIARIST_ALLOWED_HOSTS: string[];
  DIARIST_CORS_ORIGINS: string[];
}

export interface AccessConfig {
  /** Whether everyone who reaches the gateway is the tenant `local`. */
  open: boolean;
  /** Undefined: API keys alone are taken. */
  oidc: { issuer: string; audience: string; tenantClaims: string[]; scopeClaim: string } | undefined;
  /** Names beside loopback by which an open gateway may be called. */
  allowedHosts: string[];
  /** Origins whose pages may use the API; `*` for any. */
  corsOrigins: string[];
}

/** Throws ConfigError where anyone could do anything without having been meant to. */
export function accessOf(env: AccessVariables): AccessConfig {
  const { DIARIST_HOST: host, DIARIST_OIDC_ISSUER: issuer, DIARIST_OIDC_AUDIENCE: audience } = env;
  const auth = env.DIARIST_AUTH ?? (issuer === undefined ? "none" : "keys");
  if (auth === "none" && !isLoopback(host))
    throw invalid(
      `DIARIST_AUTH: whoever reaches ${host} could read and erase everything. Set DIARIST_AUTH=keys and make a key with ` +
        "`npm run keys -- create`, or name an OpenID Connect issuer in DIARIST_OIDC_ISSUER. Where everyone who can " +
        "reach that address may do everything, say so with DIARIST_AUTH=trusted-network.",
    );
  if (issuer !== undefined && auth !== "keys")
    throw invalid("DIARIST_AUTH: an issuer is named, so it has to be `keys` or unset");
  if ((issuer === undefined) !== (audience === undefined))
    throw invalid("DIARIST_OIDC_AUDIENCE: issuer and audience go together");
  const open = auth !== "keys";
  const corsOrigins = env.DIARIST_CORS_ORIGINS;
  if (open && corsOrigins.includes("*"))
    throw invalid(
      "DIARIST_CORS_ORIGINS: without keys, name the origins: any web page could do everything with `*`",
    );
  return {
    open,
    oidc:
      issuer === undefined || audience === undefined
        ? undefined
        : {
            ...{ issuer, audience },
            tenantClaims: env.DIARIST_OIDC_TENANT_CLAIM,
            scopeClaim: env.DIARIST_OIDC_SCOPE_CLAIM,
          },
    allowedHosts: env.DIARIST_ALLOWED_HOSTS.map((name) => name.toLowerCase()),
    corsOrigins,
  };
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || /^(127(\.\d{1,3}){3}|::1|\[::1\])$/.test(host);
}
