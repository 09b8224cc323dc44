import { newKeyAnswerSchema, newKeySchema, toKeyAnswer } from "../../../contracts/http/key.js";
import { DiaristError } from "../../../domain/errors.js";
import { principalOf } from "../../access/principal.js";
import { operation } from "../../operation.js";

export const createKey = operation({
  id: "createKey",
  method: "post",
  path: "/v1/keys",
  tag: "API keys",
  summary: "Make an API key",
  description:
    "The answer holds the key itself, this once: only its hash is stored. With an `Idempotency-Key` nobody can guess, an " +
    "answer that did not arrive can be had again for a day, by who asked first and with the same credential.",
  scope: "keys:write",
  idempotent: true,
  answersSecret: true,
  json: newKeySchema,
  answers: { 201: { description: "The key.", json: newKeyAnswerSchema } },
  handler: async ({ access }, { tenantId, body: { name, scopes, expiresAt }, request }) => {
    const own = principalOf(request).scopes;
    const foreign = scopes.find((scope) => !own.includes(scope));
    if (foreign !== undefined)
      throw new DiaristError("insufficient_scope", `You have not got the scope ${foreign} to give.`);
    if (expiresAt !== undefined && Date.parse(expiresAt) <= Date.now()) throw alreadyExpired();
    const { key, text } = await access.keys.create({ tenantId, name, scopes, validUntil: expiresAt });
    access.audit(request, "key.created", { keyId: key.keyId });
    return { status: 201, body: { ...toKeyAnswer(key), key: text } };
  },
});

function alreadyExpired(): DiaristError {
  const message = "has to lie in the future";
  return new DiaristError("invalid_request", `expiresAt: ${message}.`, {
    fields: [{ in: "body", field: "expiresAt", message }],
  });
}
