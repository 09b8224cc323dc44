import express, { type Express, type RequestHandler } from "express";
import type { ApiContext } from "./context.js";
import { methodNotAllowed, problems, routeNotFound } from "./middleware/problems.js";
import { requestId } from "./middleware/request-id.js";
import { requestLog } from "./middleware/request-log.js";
import { securityHeaders } from "./middleware/security-headers.js";
import { getResult } from "./routes/get-result.js";
import { getStatus } from "./routes/get-status.js";
import { healthz } from "./routes/healthz.js";
import { readyz } from "./routes/readyz.js";
import { uploadAudio } from "./routes/upload-audio.js";

type Method = "get" | "post";

/** The gateway's HTTP surface over what the context holds. */
export function createApp(context: ApiContext): Express {
  const app = express().disable("x-powered-by").disable("etag");
  app.use(requestId(), requestLog(context.logger), securityHeaders());

  const at = (path: string, handlers: Partial<Record<Method, RequestHandler>>): void => {
    const route = app.route(path);
    if (handlers.get !== undefined) route.get(handlers.get);
    if (handlers.post !== undefined) route.post(handlers.post);
    const allowed = [...(handlers.get ? ["GET", "HEAD"] : []), ...(handlers.post ? ["POST"] : [])];
    route.all(methodNotAllowed(allowed));
  };

  // A slash at the end makes no difference.
  at("/upload-audio", { post: uploadAudio(context) });
  at("/status/:job_id", { get: getStatus(context) });
  at("/result/:job_id", { get: getResult(context) });
  at("/healthz", { get: healthz() });
  at("/readyz", { get: readyz(context) });

  app.use(routeNotFound(), problems(context.logger));
  return app;
}
