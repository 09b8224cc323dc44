import { Router, type RequestHandler } from "express";
import sirv from "sirv";
import { PAGE_PATHS } from "../contracts/page-paths.js";
import { page } from "./router.js";

/** Names with a digest of their content in them, which therefore never changes. */
const IMMUTABLE = "public, max-age=31536000, immutable";
const ASSETS = "/assets/";

// Nothing comes from anywhere else. Styles are set on elements by the waveform and the dialogs; a recording that is
// being made is a blob.
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
  "font-src 'self'; media-src 'self' blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; " +
  "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/**
 * The page for people, as it was built into `folder`; without the folder, as in a gateway that serves programs alone,
 * nothing. Each file lies there compressed as well.
 */
export function webPage(folder: string | undefined): Router {
  const router = Router();
  if (folder === undefined) return router;
  const files = sirv(folder, {
    brotli: true,
    gzip: true,
    setHeaders: (response, path) => {
      response.setHeader("cache-control", path.startsWith(ASSETS) ? IMMUTABLE : "no-cache");
      response.setHeader("content-security-policy", CONTENT_SECURITY_POLICY);
      // The microphone is ours to ask for, and nobody else's.
      response.setHeader("permissions-policy", "microphone=(self), camera=(), geolocation=()");
    },
  });
  const index: RequestHandler = (request, response, next) => {
    request.url = "/index.html";
    files(request, response, next);
  };
  for (const path of PAGE_PATHS) page(router, path, index);
  router.use((request, response, next) => {
    if (request.method === "GET" || request.method === "HEAD") files(request, response, next);
    else next();
  });
  return router;
}
