import { type DiaristError, type InvalidField } from "../domain/errors.js";

/** An RFC 9457 problem. Clients of the replaced system read `detail`. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  errors?: readonly InvalidField[];
}

export const PROBLEM_TYPE = "application/problem+json";

export function problemOf(error: DiaristError): Problem {
  const { code, title, status, message, fields } = error;
  // What goes wrong on our side may name our hosts and stores: that is for the log.
  const detail = status < 500 ? message : `${title}. Try again later.`;
  const errors = fields === undefined ? {} : { errors: fields };
  return { type: `urn:diarist:problem:${code}`, title, status, detail, code, ...errors };
}
