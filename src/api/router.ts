import { Router, type RequestHandler } from "express";
import type { ApiContext } from "./context.js";
import { gatesOf } from "./gates.js";
import { methodNotAllowed } from "./middleware/problems.js";
import type { Operation } from "./operation.js";

/** Each operation behind its gates, and a right answer to every other method on its path. */
export function routerOf(context: ApiContext, operations: readonly Operation[]): Router {
  const router = Router();
  const byPath = Map.groupBy(operations, ({ path }) => path);
  for (const [path, onPath] of byPath) {
    const route = router.route(expressPath(path));
    for (const operation of onPath)
      route[operation.method](...gatesOf(context, operation), operation.handle(context));
    route.all(methodNotAllowed(allowedMethods(onPath)));
    const failures = onPath.find((operation) => operation.failures !== undefined)?.failures;
    if (failures !== undefined) route.all(failures.handle(context));
  }
  return router;
}

/** A page that is no operation: not in the document, for everyone, read only. */
export function page(router: Router, path: string, handler: RequestHandler): void {
  router
    .route(path)
    .get(handler)
    .all(methodNotAllowed(["GET", "HEAD"]));
}

function allowedMethods(operations: readonly Operation[]): string[] {
  return operations.flatMap(({ method }) => (method === "get" ? ["GET", "HEAD"] : [method.toUpperCase()]));
}

/** `/v1/jobs/{jobId}` as Express writes it. */
function expressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ":$1");
}
