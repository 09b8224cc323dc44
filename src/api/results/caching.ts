import type { Request, Response } from "express";

/** For results: the client may keep them, nobody between us, and asks with `If-None-Match` whether they are still the same. */
export function keepAndAskAgain(response: Response): void {
  response.set("cache-control", "private, no-cache");
}

/** Answers 304 where the client has what `etag` names already; gives back whether it did. */
export function answeredAsUnchanged(request: Request, response: Response, etag: string): boolean {
  response.set("etag", etag);
  if (!request.fresh) return false;
  response.status(304).end();
  return true;
}
