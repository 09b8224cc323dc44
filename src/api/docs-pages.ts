import { Router, type Request } from "express";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { openApiDocument } from "./openapi.js";
import { EXAMPLE_ADDRESS } from "./openapi-introduction.js";
import type { Operation } from "./operation.js";
import { page } from "./router.js";

/** Swagger UI's own files; it fetches nothing from anywhere else. */
const ASSETS = ["swagger-ui.css", "swagger-ui-bundle.js"] as const;
const assetsFolder = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));

// The page runs our own script and Swagger UI's, which sets styles and shows inlined icons.
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Diarist API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="reference"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

const START = `SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#reference",
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  validatorUrl: null,
});
`;

/** `GET /openapi.json`, the document of all operations, and `GET /docs`, a page to read it and try it out. */
export function docsPages(operations: readonly Operation[]): Router {
  const router = Router();
  const document = JSON.stringify(openApiDocument(operations));
  page(router, "/openapi.json", (request, response) => {
    const told = document.replaceAll(EXAMPLE_ADDRESS, addressOf(request));
    response.set("cache-control", "no-cache").type("application/json").send(told);
  });
  page(router, "/docs", (_request, response) => {
    response.set("content-security-policy", CONTENT_SECURITY_POLICY).type("html").send(HTML);
  });
  page(router, "/docs/start.js", (_request, response) => {
    response.type("text/javascript").send(START);
  });
  for (const asset of ASSETS)
    page(router, `/docs/${asset}`, (_request, response) => {
      response.sendFile(join(assetsFolder, asset));
    });
  return router;
}

/** By which the reader came, also through a proxy that speaks TLS. What is no plain host and port goes into no example. */
function addressOf(request: Request): string {
  const host = request.headers.host ?? "";
  const scheme = request.get("x-forwarded-proto") === "https" ? "https" : "http";
  return /^([\w.-]+|\[[\da-f:]+\])(:\d{1,5})?$/i.test(host) ? `${scheme}://${host}` : EXAMPLE_ADDRESS;
}
