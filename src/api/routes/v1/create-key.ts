import { newKeyAnswerSchema, newKeySchema, toKeyAnswer } from "../../../contracts/http/key.js";
import { DiaristError } from "../../../domain/errors.js";
import { principalOf } from "../../access/principal.js";
import { operation } from "../../operation.js";

/** Not idempotent: an answer that is kept to be given again would keep the secret. */
export const createKey = operation({
  id: "createKey",
  method: "post",
  path: "/v1/keys",
  tag: "API keys",
  summary: "Make an API key",
  description:
    "The answer holds the key itself, this once: only its hash is stored. It takes no `Idempotency-Key`, for an answer that " +
    "is given again would have to be kept; revoke a key whose answer did not arrive.",
  scope: "keys:write",
  json: newKeySchema,
  answers: { 201: { description: "The key.", json: newKeyAnswerSchema } },
  handler: async ({ access }, { tenantId, body: { name, scopes, expiresAt }, request }) => {
    const own = principalOf(request).scopes;
    const foreign = scopes.find((scope) => !own.includes(scope));
    if (foreign !== undefined)
      throw new DiaristError("insufficient_scope", `You have not got the scope ${foreign} to give.`);
    const { key, text } = await access.keys.create({ tenantId, name, scopes, validUntil: expiresAt });
    access.audit(request, "key.created", { keyId: key.keyId });
    return { status: 201, body: { ...toKeyAnswer(key), key: text } };
  },
});
