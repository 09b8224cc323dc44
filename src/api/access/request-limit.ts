import type { RequestHandler } from "express";
import { rateLimit } from "express-rate-limit";
import { DiaristError } from "../../domain/errors.js";
import { principalOf } from "./principal.js";
import type { TenantLimits } from "./tenant-limits.js";

const WINDOW_MS = 60_000;

/**
 * Counts a tenant's requests, each gateway its own, and says in the RateLimit headers how many are left. Throws
 * `request_limit_reached`.
 */
export function requestLimit(limits: TenantLimits): RequestHandler {
  const limitOf = async (tenantId: string) => (await limits.of(tenantId)).requestsPerMinute;
  return rateLimit({
    windowMs: WINDOW_MS,
    identifier: "requests-per-minute",
    standardHeaders: "draft-8",
    legacyHeaders: false,
    keyGenerator: (request) => principalOf(request).tenantId,
    skip: async (request) => (await limitOf(principalOf(request).tenantId)) === undefined,
    limit: async (request) => (await limitOf(principalOf(request).tenantId)) ?? 0,
    handler: (_request, response, next) => {
      const retryAfterSeconds = Number(response.get("retry-after") ?? WINDOW_MS / 1000);
      next(
        new DiaristError("request_limit_reached", "That were more requests in a minute than are taken.", {
          retryAfterSeconds,
        }),
      );
    },
  });
}
