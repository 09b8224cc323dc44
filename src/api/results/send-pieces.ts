import type { Request, Response } from "express";
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { inLargePieces } from "../../domain/large-pieces.js";
import { answeredAsUnchanged } from "./caching.js";

/** Sends a text that is made piece by piece as Express sends one that is whole: with its length, and 304 to who has it. */
export function sendPieces(request: Request, response: Response, texts: Iterable<string>): void {
  const pieces: Buffer[] = [];
  const hash = createHash("sha256");
  let sizeBytes = 0;
  for (const piece of inLargePieces(texts)) {
    pieces.push(piece);
    hash.update(piece);
    sizeBytes += piece.length;
  }
  if (answeredAsUnchanged(request, response, `W/"${hash.digest("base64url")}"`)) return;
  response.set("content-length", String(sizeBytes));
  Readable.from(pieces).pipe(response);
}
