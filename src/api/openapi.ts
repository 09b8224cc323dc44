import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";
import { z } from "zod";
import { legacyProblemSchema, problemSchema } from "../contracts/http/problem.js";
import { describeError, type ErrorCode } from "../domain/errors.js";
import type { AnswerSpec, Operation } from "./operation.js";
import { explain } from "./openapi-glossary.js";
import { INTRODUCTION, TAGS } from "./openapi-introduction.js";
import { PROBLEM_TYPE } from "./problem.js";

const idempotencyHeaders = z.object({
  "Idempotency-Key": z
    .string()
    .min(1)
    .max(255)
    .regex(/^[\x20-\x7e]+$/)
    .optional()
    .meta({
      description:
        "Of your making, a UUID for example. The same request with the same key is carried out once, and answered alike " +
        "for 24 hours, then with `Idempotency-Replayed: true`.",
    }),
});

const BEARER = {
  type: "http",
  scheme: "bearer",
  description:
    "An API key, `dk_…`, or an access token of the configured issuer. A Diarist of one's own machine needs none.",
} as const;

const COOKIE = {
  type: "apiKey",
  in: "cookie",
  name: "diarist",
  description:
    "The same key, as `POST /v1/session` gives it to a browser; under TLS the cookie is called `__Host-diarist`. Changes are " +
    "then taken from the service's own pages alone.",
} as const;

/** Of the gates that every operation but a public one is behind. */
const GATE_PROBLEMS: readonly ErrorCode[] = [
  "authentication_required",
  "invalid_credentials",
  "credentials_expired",
  "insufficient_scope",
  "request_limit_reached",
  "storage_unavailable",
  "identity_provider_unavailable",
];

const NO_ROOM_PROBLEMS: readonly ErrorCode[] = [
  "job_limit_reached",
  "audio_limit_reached",
  "storage_limit_reached",
];

type Responses = ZodOpenApiOperationObject["responses"];

/** The OpenAPI 3.1 document of all operations, made of what they declare. */
export function openApiDocument(operations: readonly Operation[]): object {
  const paths: ZodOpenApiPathsObject = {};
  for (const operation of operations)
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) };
  const document = createDocument({
    openapi: "3.1.0",
    info: {
      title: "Diarist",
      version: "1",
      description: INTRODUCTION,
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/", description: "This gateway" }],
    tags: TAGS,
    components: { securitySchemes: { bearer: BEARER, cookie: COOKIE } },
    paths,
  });
  explain(document);
  return document;
}

/** Every code that the operation may answer with. */
export function problemsOf({
  method,
  scope,
  createsJob,
  params,
  query,
  json,
  form,
  idempotent,
  checksInput,
  problems = [],
}: Operation): ErrorCode[] {
  const hasInput = [params, query, json, form].some((schema) => schema !== undefined);
  const codes = new Set<ErrorCode>(problems);
  if (hasInput || checksInput === true) codes.add("invalid_request");
  if ((json ?? form) !== undefined) codes.add("unsupported_media_type");
  if (json !== undefined) codes.add("body_too_large");
  if (idempotent === true)
    for (const code of ["invalid_request", "idempotency_in_flight", "idempotency_key_reused"] as const)
      codes.add(code);
  codes.add("host_not_allowed");
  if (method !== "get") codes.add("cross_origin_refused");
  if (scope !== "public") for (const code of GATE_PROBLEMS) codes.add(code);
  if (createsJob === true) for (const code of NO_ROOM_PROBLEMS) codes.add(code);
  return [...codes, "internal_error"];
}

function describe(operation: Operation): ZodOpenApiOperationObject {
  const { id, tag, summary, description, scope, params, query, json, form, bytes, answers } = operation;
  const content = {
    ...(json && { "application/json": { schema: json } }),
    ...(form && { "multipart/form-data": { schema: form } }),
    ...(bytes !== undefined && { [bytes]: { schema: z.file() } }),
  };
  // A body that may be absent is one whose schema takes that.
  const isRequired = json?.safeParse(undefined).success !== true;
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    security: scope === "public" ? [] : [{ bearer: [scope] }, { cookie: [scope] }],
    requestParams: {
      ...(params && { path: params }),
      ...(query && { query: query.strict() }),
      header: requestHeadersOf(operation),
    },
    ...(Object.keys(content).length > 0 && { requestBody: { required: isRequired, content } }),
    responses: { ...answersOf(answers), ...problemAnswersOf(operation) },
  };
}

function requestHeadersOf({ idempotent, headers }: Operation): z.ZodObject {
  return z.object({ ...(idempotent === true && idempotencyHeaders.shape), ...headers?.shape });
}

function answersOf(answers: Record<number, AnswerSpec>): Responses {
  return Object.fromEntries(
    Object.entries(answers).map(([status, { description, json, content, headers }]) => [
      status,
      {
        description,
        ...(json && { content: { "application/json": { schema: json } } }),
        ...(content && { content }),
        ...(headers && { headers: headersOf(headers) }),
      },
    ]),
  );
}

function headersOf(headers: NonNullable<AnswerSpec["headers"]>) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, header]) => [
      name,
      { ...header, schema: { type: "string" as const } },
    ]),
  );
}

/** One answer a status, with each code's meaning and an example. */
function problemAnswersOf(operation: Operation): Responses {
  const { mediaType, schema, statusOf, exampleOf } = failuresOf(operation);
  const byStatus = Map.groupBy(problemsOf(operation), statusOf);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\`: ${describeError(code).title}`).join("\n\n"),
        content: {
          [mediaType]: {
            schema,
            examples: Object.fromEntries(codes.map((code) => [code, { value: exampleOf(code) }])),
          },
        },
      },
    ]),
  );
}

function failuresOf({ failures, path }: Operation) {
  if (failures !== undefined) return { mediaType: "application/json", ...failures };
  const statusOf = (code: ErrorCode): number => describeError(code).status;
  const schema = path.startsWith("/v1/") ? problemSchema : legacyProblemSchema;
  return { mediaType: PROBLEM_TYPE, schema, statusOf, exampleOf };
}

function exampleOf(code: ErrorCode) {
  const { status, title } = describeError(code);
  return { type: `urn:diarist:problem:${code}`, title, status, detail: `${title}.`, code };
}
