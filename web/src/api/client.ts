import createClient from "openapi-fetch";
import { heard, heardNothing } from "./reach.js";
import type { components, paths } from "./schema.js";

export type Schemas = components["schemas"];
export type Job = Schemas["Job"];

/** Every call of the gateway's HTTP surface, typed by its OpenAPI document. */
export const api = createClient<paths>({ baseUrl: window.location.origin });
api.use({ onResponse: ({ response }) => heard(response.status), onError: () => heardNothing() });

/** What the gateway said of a request that it refused, or that never reached it. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";

  constructor(
    /** A stable code of the API, or `unreachable`. */
    readonly code: string,
    readonly status: number,
    detail: string,
  ) {
    super(detail);
  }
}

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** The data of a call, or its problem thrown as ApiProblem. */
export async function dataOf<Data>(call: Promise<Answer<Data>>): Promise<NonNullable<Data>> {
  const { data, error, response } = await call.catch((reason: unknown) => {
    throw new ApiProblem("unreachable", 0, reason instanceof Error ? reason.message : String(reason));
  });
  if (data !== undefined && data !== null && response.ok) return data;
  throw problemOf(error, response.status);
}

function problemOf(body: unknown, status: number): ApiProblem {
  const { code, detail } = (typeof body === "object" && body !== null ? body : {}) as {
    code?: unknown;
    detail?: unknown;
  };
  return new ApiProblem(
    typeof code === "string" ? code : "unknown",
    status,
    typeof detail === "string" ? detail : `The service answered ${status}.`,
  );
}
