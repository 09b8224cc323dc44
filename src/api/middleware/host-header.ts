import type { RequestHandler } from "express";
import { DiaristError } from "../../domain/errors.js";

/** Of HTTP/1.1 (RFC 9112, 3.2): exactly one. Of two, a proxy in front may have believed the other. */
export function hostHeader(): RequestHandler {
  return (request, _response, next) => {
    const hosts = request.rawHeaders.filter(
      (name, index) => index % 2 === 0 && name.toLowerCase() === "host",
    ).length;
    if (hosts > 1 || (hosts === 0 && request.httpVersion === "1.1"))
      throw new DiaristError("invalid_request", "A request has to name its host once, in the header Host.");
    next();
  };
}
