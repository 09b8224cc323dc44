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
  const { code, title, status, message } = error;
  // What goes wrong on our side may name our hosts and stores: that is for the log.
  const detail = status < 500 ? message : `${title}. Try again later.`;
  return { type: `urn:diarist:problem:${code}`, title, status, detail, code };
}
