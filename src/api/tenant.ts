import type { Request } from "express";

/** Whose request this is. Diarist on one machine has one tenant. */
export function tenantOf(_request: Request): string {
  return "local";
}
