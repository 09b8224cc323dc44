import type { RequestHandler } from "express";
import type { ApiContext } from "./context.js";
import type { Operation } from "./operation.js";

/**
 * What a request has to pass before its operation sees it, in this order: who asks, whether they ask too much, whether they
 * may, whether there is room for what it makes. A gate that refuses throws a DiaristError; its codes belong into
 * `problemsOf` of openapi.ts.
 */
export function gatesOf({ access }: ApiContext, { scope, createsJob }: Operation): RequestHandler[] {
  if (scope === "public") return [];
  return [...access.gates(scope), ...(createsJob === true ? [access.roomForJob()] : [])];
}
