import express, { type Express, type RequestHandler } from "express";
import type { ApiContext } from "./context.js";
import { docsPages } from "./docs-pages.js";
import { problems, routeNotFound } from "./middleware/problems.js";
import { requestId } from "./middleware/request-id.js";
import { requestLog } from "./middleware/request-log.js";
import { securityHeaders } from "./middleware/security-headers.js";
import { OPERATIONS } from "./operations.js";
import { routerOf } from "./router.js";

/**
 * The gateway's HTTP surface over what the context holds. A slash at a path's end makes no difference. `observers` see
 * each request before anything else does.
 */
export function createApp(context: ApiContext, observers: RequestHandler[] = []): Express {
  const app = express().disable("x-powered-by").disable("etag");
  for (const observer of observers) app.use(observer);
  app.use(requestId(), requestLog(context.logger), securityHeaders(), ...context.access.doors());
  app.use(routerOf(context, OPERATIONS), docsPages(OPERATIONS));
  app.use(routeNotFound(), problems(context.logger));
  return app;
}
