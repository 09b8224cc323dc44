import type { JobFields } from "../contracts/http/job-fields.js";
import { DiaristError } from "../domain/errors.js";
import type { ApiContext } from "./context.js";
import { requireWriterFor } from "./note-wishes.js";
import { requireWebhookTarget } from "./targets.js";

/**
 * What no schema can tell of a job's fields, told before its recording has come. Throws `invalid_request` of the model,
 * `language_model_required` and `forbidden_address`.
 */
export function requireServable(context: ApiContext, fields: JobFields): void {
  requireModel(context, fields);
  requireWriterFor(context, fields);
  requireWebhookTarget(context, "webhookUrl", fields.webhookUrl);
}

export function requireModel(
  { speechModel }: Pick<ApiContext, "speechModel">,
  { model }: Pick<JobFields, "model">,
): void {
  if (model === undefined || model === speechModel) return;
  const message = `There is no model ${model} here, only ${speechModel}`;
  throw new DiaristError("invalid_request", `model: ${message}.`, {
    fields: [{ in: "body", field: "model", message }],
  });
}
