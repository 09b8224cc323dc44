import express, { type Request, type RequestHandler, type Response } from "express";
import { promisify } from "node:util";
import { z } from "zod";
import { DiaristError, type InvalidField } from "../domain/errors.js";
import { inWords } from "./in-words.js";
import type { InputSchemas } from "./operation.js";

/** Beyond it nobody means a job's options any more. */
const MAX_JSON_BYTES = 1024 ** 2;
const parseJson: RequestHandler = express.json({ limit: MAX_JSON_BYTES, strict: false });

/** Names that mean nothing are refused there too. */
const NO_QUERY = z.object({});

/** Reads what the operation declares of a request; throws `invalid_request` with every field that is wrong. */
export async function readInput<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>(
  schemas: InputSchemas<P, Q, B>,
  request: Request,
  response: Response,
): Promise<{ params: z.output<P>; query: z.output<Q>; body: z.output<B> }> {
  const errors: InvalidField[] = [];
  const params = check(schemas.params, request.params, "path", errors);
  const query = check((schemas.query ?? NO_QUERY).strict(), request.query, "query", errors);
  // A body may be long: it is not read for a request that is refused anyway.
  refuse(errors);
  const body = await readBody(schemas, request, response, errors);
  refuse(errors);
  // `check` gives undefined only where there is an error or no schema, and then the type is that of no schema.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
  return { params, query, body } as { params: z.output<P>; query: z.output<Q>; body: z.output<B> };
}

/** Checks fields that a handler read itself, those of a form. Throws `invalid_request`. */
export function checkFields<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value, { error: (issue) => inWords("body", issue) });
  if (!parsed.success) throw invalid(fieldErrors("body", parsed.error));
  return parsed.data;
}

async function readBody<B extends z.ZodType>(
  { json, form }: InputSchemas<z.ZodObject, z.ZodObject, B>,
  request: Request,
  response: Response,
  errors: InvalidField[],
): Promise<z.output<B> | undefined> {
  if (json === undefined && form === undefined) return undefined;
  if (form !== undefined && request.is("multipart/form-data")) return undefined;
  const accepted = [
    ...(json === undefined ? [] : ["application/json"]),
    ...(form === undefined ? [] : ["multipart/form-data"]),
  ];
  if (
    json === undefined ||
    // Null where there is no body, which may be right.
    (request.headers["content-type"] !== undefined && request.is("application/json") === false)
  )
    throw new DiaristError("unsupported_media_type", `Send the body as ${accepted.join(" or ")}.`);
  return check(json, await jsonOf(request, response), "body", errors);
}

/** The request's body, parsed; undefined where there is none. Throws `body_too_large`, `unsupported_media_type` too. */
async function jsonOf(request: Request, response: Response): Promise<unknown> {
  try {
    await promisify(parseJson)(request, response);
  } catch (error) {
    throw unreadableBody(error);
  }
  const body: unknown = request.body;
  return body;
}

/** What Express' parser says of a body, by the status that it would have. */
function unreadableBody(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error instanceof SyntaxError)
    return new DiaristError("invalid_request", `The body is no JSON: ${error.message}.`, { cause: error });
  switch ("status" in error ? error.status : undefined) {
    case 413:
      return new DiaristError("body_too_large", "A body of JSON may have one megabyte.", { cause: error });
    case 415:
      return new DiaristError(
        "unsupported_media_type",
        "Send the body as JSON in UTF-8, as it is or compressed by gzip, deflate or br.",
        { cause: error },
      );
    case 400:
      return new DiaristError("invalid_request", `The body cannot be read: ${error.message}.`, {
        cause: error,
      });
    default:
      return error;
  }
}

function check<T extends z.ZodType>(
  schema: T | undefined,
  value: unknown,
  place: InvalidField["in"],
  errors: InvalidField[],
): z.output<T> | undefined {
  const parsed = schema?.safeParse(value, { error: (issue) => inWords(place, issue) });
  if (parsed?.success === false) errors.push(...fieldErrors(place, parsed.error));
  return parsed?.data;
}

function refuse(errors: readonly InvalidField[]): void {
  if (errors.length > 0) throw invalid(errors);
}

function invalid(errors: readonly InvalidField[]): DiaristError {
  const detail = errors
    .map(({ in: place, field, message }) =>
      field === "" ? `The ${place} ${message}` : `${field}: ${message}`,
    )
    .join("; ");
  return new DiaristError("invalid_request", `${detail}.`, { fields: errors });
}

function fieldErrors(
  place: InvalidField["in"],
  { issues }: { issues: readonly z.core.$ZodIssue[] },
  above: readonly PropertyKey[] = [],
): InvalidField[] {
  return issues.flatMap((issue) => {
    const path = [...above, ...issue.path];
    // Of what may have several forms, the one that it is most like.
    if (issue.code === "invalid_union" && issue.errors.length > 0) {
      const nearest = issue.errors.reduce((best, other) => (other.length < best.length ? other : best));
      return fieldErrors(place, { issues: nearest }, path);
    }
    if (issue.code !== "unrecognized_keys")
      return [{ in: place, field: path.map(String).join("."), message: issue.message }];
    return issue.keys.map((key) => ({
      in: place,
      field: [...path.map(String), key].join("."),
      message: "is not known here",
    }));
  });
}
