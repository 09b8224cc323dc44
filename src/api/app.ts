import express, { type Express, type RequestHandler } from "express";
import type { ApiContext } from "./context.js";
import { docsPages } from "./docs-pages.js";
import { compressed } from "./middleware/compressed.js";
import { hostHeader } from "./middleware/host-header.js";
import { problems, routeNotFound } from "./middleware/problems.js";
import { requestId } from "./middleware/request-id.js";
import { requestLog } from "./middleware/request-log.js";
import { securityHeaders } from "./middleware/security-headers.js";
import { OPERATIONS } from "./operations.js";
import { routerOf } from "./router.js";
import { webPage } from "./web-page.js";

export interface AppOptions {
  /** They see each request before anything else does. */
  observers?: RequestHandler[];
  /** Where the page for people was built to. */
  webFolder?: string | undefined;
}

/** The gateway's HTTP surface over what the context holds. A slash at a path's end makes no difference. */
export function createApp(context: ApiContext, { observers = [], webFolder }: AppOptions = {}): Express {
  const app = express().disable("x-powered-by");
  // Over the answer before it is compressed, so that it is one for all codings.
  app.set("etag", "weak");
  for (const observer of observers) app.use(observer);
  app.use(
    requestId(),
    requestLog(context.logger),
    securityHeaders(),
    hostHeader(),
    ...context.access.doors(),
  );
  app.use(compressed());
  app.use(routerOf(context, OPERATIONS), docsPages(OPERATIONS), webPage(webFolder));
  app.use(routeNotFound(), problems(context.logger));
  return app;
}
