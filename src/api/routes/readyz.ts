import type { RequestHandler } from "express";
import type { ApiContext } from "../context.js";

/** `GET /readyz`: 200 when every dependency can be used, else 503; each by name, with the reason where it cannot. */
export function readyz({ readiness }: ApiContext): RequestHandler {
  return async (_request, response) => {
    const { ready, dependencies } = await readiness.report();
    response.status(ready ? 200 : 503).json({ status: ready ? "ready" : "not_ready", dependencies });
  };
}
