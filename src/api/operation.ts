import type { ErrorRequestHandler, Request, RequestHandler, Response } from "express";
import type { z } from "zod";
import type { Scope } from "../domain/access.js";
import type { ErrorCode } from "../domain/errors.js";
import type { ApiContext } from "./context.js";
import { firstAttempt, once, type Attempt } from "./idempotency.js";
import { readInput } from "./read-input.js";
import { tenantOf } from "./tenant.js";

export type Method = "get" | "head" | "post" | "put" | "patch" | "delete" | "options";

/** One documented answer: its JSON schema, or the media types of an answer that is not JSON. */
export interface AnswerSpec {
  description: string;
  json?: z.ZodType;
  /** Media type to schema or example; for what the handler sends itself. */
  content?: Record<string, { schema: z.ZodType; example?: unknown }>;
  headers?: Record<string, { description: string; example?: string }>;
}

/** What an operation says of itself, for the router and for the document alike. */
export interface OperationDescription {
  /** Unique; becomes the method's name in generated clients. */
  id: string;
  method: Method;
  /** In OpenAPI's form, e.g. `/v1/jobs/{jobId}`. */
  path: string;
  tag: string;
  summary: string;
  /** Markdown. */
  description?: string;
  /** What a caller must be allowed to; `public` is for everyone, and knows no tenant. */
  scope: "public" | Scope;
  /** It is refused early where the tenant may have no further job just now. */
  createsJob?: boolean;
  answers: Record<number, AnswerSpec>;
  /** Codes that are its own; see `problemsOf` for those of every operation. */
  problems?: readonly ErrorCode[];
  /** It makes something: it takes an `Idempotency-Key`. One that takes a form calls `attempt.recall` itself. */
  idempotent?: boolean;
  /** Its answer holds what is shown once: it is kept sealed, to be given again to who got it before. */
  answersSecret?: boolean;
}

export interface InputSchemas<
  P extends z.ZodObject = z.ZodObject,
  Q extends z.ZodObject = z.ZodObject,
  B extends z.ZodType = z.ZodType,
> {
  params?: P;
  /** Unknown names are refused. */
  query?: Q;
  /** Described here, read by the handler. */
  headers?: z.ZodObject;
  /** Body as application/json. */
  json?: B;
  /** Body as multipart/form-data: described here, read by the handler, which alone can stream it. */
  form?: z.ZodObject;
  /** Media type of a body that is only bytes: described here, read by the handler. */
  bytes?: string;
}

export interface OperationInput<P, Q, B> {
  params: P;
  query: Q;
  /** Undefined where the request did not come as JSON. */
  body: B;
  tenantId: string;
  /** Of an operation that is `idempotent`. */
  attempt: Attempt;
  request: Request;
  response: Response;
}

/** What the router sends. The body passes through the schema documented for the status: what that does not name stays here. */
export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Operation extends OperationDescription, InputSchemas {
  handle: (context: ApiContext) => RequestHandler;
  /** Whether what it does not know of a request is refused before its handler sees it. */
  checksInput?: boolean;
  /** Where the shape of failures is not ours to choose either; all operations of a path have the same. */
  failures?: FailureShape;
}

/** Another shape of failures than RFC 9457 problems, whatever refuses the request: gates, methods, the operation. */
export interface FailureShape {
  schema: z.ZodType;
  /** The HTTP status of a code in this shape. */
  statusOf: (code: ErrorCode) => number;
  exampleOf: (code: ErrorCode) => unknown;
  handle: (context: ApiContext) => ErrorRequestHandler;
}

export interface OperationSpec<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>
  extends OperationDescription, InputSchemas<P, Q, B> {
  /** Gives back the answer, or undefined when it has sent one itself. Throws DiaristError. */
  handler: (
    context: ApiContext,
    input: OperationInput<z.output<P>, z.output<Q>, z.output<B>>,
  ) => Promise<Answer | undefined>;
}

/** An operation whose input is checked before its handler sees it and whose answers are checked before they leave. */
export function operation<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>({
  handler,
  ...spec
}: OperationSpec<P, Q, B>): Operation {
  const handle =
    (context: ApiContext): RequestHandler =>
    async (request, response) => {
      const tenantId = tenantOf(request);
      const input = { ...(await readInput(spec, request, response)), tenantId, request, response };
      const work = async (attempt: Attempt): Promise<Answer | undefined> => {
        const { params, query, body } = input;
        const isForm = spec.form !== undefined && body === undefined;
        const earlier = isForm ? undefined : attempt.recall(params, query, body);
        return earlier ?? handler(context, { ...input, attempt });
      };
      const answer = await (spec.idempotent === true
        ? once(context, input, work, spec)
        : work(firstAttempt()));
      if (answer !== undefined) send(spec, response, answer);
    };
  return { ...spec, handle, checksInput: true };
}

export interface PublicOperationSpec<B extends z.ZodType> extends OperationDescription {
  scope: "public";
  json?: B;
  /** As that of other operations, but nobody was asked who they are. */
  handler: (
    context: ApiContext,
    input: { body: z.output<B>; request: Request; response: Response },
  ) => Promise<Answer>;
}

/** An operation for everyone, checked as others are. */
export function publicOperation<B extends z.ZodType>({
  handler,
  ...spec
}: PublicOperationSpec<B>): Operation {
  const handle =
    (context: ApiContext): RequestHandler =>
    async (request, response) => {
      const { body } = await readInput(spec, request, response);
      send(spec, response, await handler(context, { body, request, response }));
    };
  return { ...spec, handle, checksInput: true };
}

/** An operation that reads its request and writes its answer by itself: for shapes that are not ours to choose. */
export function rawOperation(spec: Operation): Operation {
  return spec;
}

function send({ id, answers }: OperationDescription, response: Response, answer: Answer): void {
  const { status, body, headers = {} } = answer;
  const spec = answers[status];
  if (spec === undefined) throw new Error(`${id} answered ${status}, which is not documented`);
  response.status(status).set(headers);
  if (spec.json === undefined) response.end();
  else response.json(spec.json.parse(body));
}
