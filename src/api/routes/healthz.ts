import type { RequestHandler } from "express";

/** `GET /healthz`: the process is up, whatever may be the matter with what it depends on. */
export function healthz(): RequestHandler {
  return (_request, response) => {
    response.json({ status: "ok" });
  };
}
