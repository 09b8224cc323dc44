import compression from "compression";
import type { RequestHandler, Response } from "express";

/**
 * Gives texts away compressed, brotli or gzip, where the client takes that: a transcript of three hours is megabytes of
 * JSON, and a tenth of it so. Recordings and archives are compressed already, and a stream of events must not wait in a buffer.
 */
export function compressed(): RequestHandler {
  return compression({ filter: (_request, response: Response) => isLongText(response) });
}

function isLongText(response: Response): boolean {
  const type = String(response.getHeader("content-type") ?? "");
  return /^(application\/([\w.-]+\+)?json|application\/x-subrip|text\/(?!event-stream))/i.test(type);
}
