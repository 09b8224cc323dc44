import { OPERATIONS } from "../../../src/api/operations.js";
import type { Operation } from "../../../src/api/operation.js";
import type { Belongings } from "./visits.js";
import { VISITS } from "./visits.js";

/** All operations that someone has to be somebody for. */
export const PRIVATE = OPERATIONS.filter(({ scope }) => scope !== "public");

/** Asks for an operation as its visit says, with these ids in the path. */
export async function ask(
  url: string,
  operation: Operation,
  ids: Belongings,
  key: string | undefined,
): Promise<{ status: number; headers: Headers; text: string }> {
  const visit = VISITS[operation.id];
  const { headers = {}, ...request } = visit?.request?.(ids) ?? {};
  const response = await fetch(`${url}${pathOf(operation, ids)}${visit?.query ?? ""}`, {
    ...request,
    method: operation.method.toUpperCase(),
    headers: { ...Object.fromEntries(new Headers(headers)), ...(key && { authorization: `Bearer ${key}` }) },
    signal: AbortSignal.timeout(20_000),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

function pathOf({ path }: Operation, { directUploadId, ...ids }: Belongings): string {
  const uploadId = path.startsWith("/v1/uploads/") ? directUploadId : ids.uploadId;
  const values: Record<string, string> = { ...ids, uploadId, job_id: ids.jobId, model: "base" };
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The walk knows nothing of the owner's for {${name}}`);
    return value;
  });
}
