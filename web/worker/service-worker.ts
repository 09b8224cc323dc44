import { PAGE_PATHS, SHARE_PATH } from "../../src/contracts/page-paths.js";
import { dropOldCaches, fillCache, fromShell, isOfShell, pageItself } from "./shell.js";
import { takeShared } from "./shared-files.js";

/*
 * Makes the page open without a network, as it was when it was last whole: all of one build, and nothing of another. What the
 * service answers is never kept, and so never stale. A new build waits until a page tells it to take over.
 */
declare const self: ServiceWorkerGlobalScope;

const PAGES = PAGE_PATHS.map((path) => new RegExp(`^${path.replace(/:\w+/, "[^/]+")}$`));

self.addEventListener("install", (event) => event.waitUntil(fillCache()));
self.addEventListener("activate", (event) =>
  event.waitUntil(dropOldCaches().then(() => self.clients.claim())),
);
self.addEventListener("message", ({ data }) => {
  if (data === "take-over") void self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const answer = answerTo(event.request);
  if (answer !== undefined) event.respondWith(answer);
});

/** Undefined: as if there were no service worker. */
function answerTo(request: Request): Promise<Response> | undefined {
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return undefined;
  if (request.method === "POST" && pathname === SHARE_PATH) return takeShared(request);
  if (request.method !== "GET") return undefined;
  if (request.mode === "navigate")
    return PAGES.some((page) => page.test(pathname)) ? pageItself() : undefined;
  return isOfShell(pathname) ? fromShell(pathname) : undefined;
}
