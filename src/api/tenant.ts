import type { Request } from "express";
import { principalOf } from "./access/principal.js";

/** Whose request this is. Throws where the operation is public: then it is nobody's. */
export function tenantOf(request: Request): string {
  return principalOf(request).tenantId;
}
