import type { Request, Response } from "express";
import multer, { MulterError } from "multer";
import { promisify } from "node:util";
import { DiaristError, type ErrorCode } from "../../domain/errors.js";
import type { ObjectStore } from "../../storage/ports.js";
import type { ApiContext } from "../context.js";
import {
  fileTooLarge,
  RecordingStorage,
  type RecordingTarget,
  type StoredRecording,
} from "./recording-storage.js";

const FIELD = "file";
/** Room for boundaries, headers and small fields beside the file. */
const FORM_OVERHEAD_BYTES = 64 * 1024;
/** A vocabulary of 200 terms, each a field of its own, and the rest. */
const MAX_FIELDS = 250;
/** How long a client may go on sending a body that was refused already, before it is cut off. */
const LINGER_MS = 60_000;

interface ReceivingContext extends Pick<ApiContext, "maxUploadBytes" | "logger"> {
  objects: Pick<ObjectStore, "putStream" | "delete">;
}

/** What receiveRecording() throws. */
export const UPLOAD_PROBLEMS = [
  "not_multipart",
  "file_missing",
  "too_many_files",
  "wrong_field",
  "file_empty",
  "not_audio",
  "file_too_large",
  "upload_truncated",
  "invalid_request",
  "storage_unavailable",
] as const satisfies ErrorCode[];

/**
 * Stores the one file of a multipart form as the object `key`. On any failure, the client's going away included, nothing
 * stays under that key, and it throws DiaristError with one of UPLOAD_PROBLEMS. The form's other fields are in `request.body` then.
 */
export async function receiveRecording(
  context: ReceivingContext,
  request: Request,
  response: Response,
  key: string,
  checkFields?: RecordingTarget["checkFields"],
): Promise<StoredRecording> {
  const { objects, maxUploadBytes: maxBytes } = context;
  cutOffAfterAnswer(request, response);
  refuseEarly(request, maxBytes);
  // Now that the headers are fit, a client that asked for it is told to send the body.
  if (request.headers.expect !== undefined) response.writeContinue();

  const storage = new RecordingStorage({ objects, key, maxBytes, checkFields });
  const parse = multer({
    storage,
    // Browsers and all current clients send names in UTF-8; multer takes them for Latin-1.
    defParamCharset: "utf8",
    limits: { files: 1, fields: MAX_FIELDS, parts: MAX_FIELDS + 10, fieldSize: 16 * 1024, headerPairs: 50 },
  }).single(FIELD);
  try {
    await Promise.race([promisify(parse)(request, response), storage.refused]);
    const recording = await storage.settled();
    if (recording === undefined) throw fileMissing();
    return recording;
  } catch (error) {
    if ((await storage.settled()) !== undefined) await discardRecording(context, key);
    throw asDiaristError(error);
  }
}

function refuseEarly(request: Request, maxBytes: number): void {
  if (!request.is("multipart/form-data"))
    throw new DiaristError("not_multipart", `Send the file as the field "${FIELD}" of multipart/form-data.`);
  const announcedBytes = Number(request.headers["content-length"] ?? 0);
  if (announcedBytes > maxBytes + FORM_OVERHEAD_BYTES) throw fileTooLarge(maxBytes);
}

/** An answer may come before the body's end. Reading on for a while lets slow clients come round to reading it. */
function cutOffAfterAnswer(request: Request, response: Response): void {
  response.once("finish", () => {
    if (request.complete) return;
    request.resume();
    const timer = setTimeout(() => request.destroy(), LINGER_MS);
    request.once("close", () => clearTimeout(timer));
  });
}

/** Removes what was received and is not wanted after all. */
export async function discardRecording({ objects, logger }: ReceivingContext, key: string): Promise<void> {
  try {
    await objects.delete(key);
  } catch (error) {
    logger.error({ err: error }, "a refused recording could not be removed");
  }
}

function asDiaristError(error: unknown): unknown {
  if (error instanceof DiaristError) return error;
  if (error instanceof MulterError) return fromMulter(error);
  // The form's parser and the request itself tell their failures apart by message alone.
  const message = error instanceof Error ? error.message : "";
  if (/^(Unexpected end of|Request (aborted|closed)|aborted$)/.test(message))
    return new DiaristError("upload_truncated", "The request ended before the form did. Send it again.");
  if (/^(Multipart:|Malformed |Missing Content-Type)/.test(message))
    return new DiaristError("not_multipart", `The form cannot be read: ${message}.`);
  return error;
}

function fromMulter(error: MulterError): DiaristError {
  switch (error.code) {
    case "LIMIT_FILE_COUNT":
      return new DiaristError("too_many_files", "Send one file a request.");
    case "LIMIT_UNEXPECTED_FILE":
      return new DiaristError("wrong_field", `The file's field must be named "${FIELD}".`);
    default:
      return new DiaristError("invalid_request", `The form is not acceptable: ${error.message}.`);
  }
}

function fileMissing(): DiaristError {
  return new DiaristError("file_missing", `The form has no file in a field named "${FIELD}".`);
}
