import { DiaristError } from "../domain/errors.js";
import type { ApiContext } from "./context.js";

const WAY_OUT =
  "Name one that the internet can reach, or have whoever runs this service allow it with DIARIST_ALLOW_PRIVATE_TARGETS.";

/** Throws `forbidden_address` for a `field` that events could never be sent to. */
export function requireWebhookTarget(
  { targets }: Pick<ApiContext, "targets">,
  field: "url" | "webhookUrl",
  url: string | undefined,
): void {
  const refusal = url === undefined ? undefined : targets.refusalOf(url);
  if (refusal !== undefined) throw new DiaristError("forbidden_address", `${field}: ${refusal} ${WAY_OUT}`);
}

/** Throws `source_forbidden_address` where a recording could never be fetched from. */
export function requireSource({ targets }: Pick<ApiContext, "targets">, url: string): void {
  const refusal = targets.refusalOf(url);
  if (refusal !== undefined)
    throw new DiaristError("source_forbidden_address", `url: ${refusal} ${WAY_OUT} Or upload the recording.`);
}
