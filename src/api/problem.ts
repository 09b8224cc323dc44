import { type DiaristError } from "../domain/errors.js";

/** An RFC 9457 problem. Clients of the replaced system read `detail`. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  instance?: string;
  request_id?: string;
}

export const PROBLEM_TYPE = "application/problem+json";

export function problemOf(error: DiaristError): Problem {
  const { code, title, status, message: detail } = error;
  return { type: `urn:diarist:problem:${code}`, title, status, detail, code };
}
