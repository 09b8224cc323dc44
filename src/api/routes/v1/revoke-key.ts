import { keyIdParams } from "../../../contracts/http/key.js";
import { operation } from "../../operation.js";

export const revokeKey = operation({
  id: "revokeKey",
  method: "delete",
  path: "/v1/keys/{keyId}",
  tag: "API keys",
  summary: "Revoke an API key",
  description:
    "It is taken nowhere from here on, at other gateways within ten seconds. It stays in the list.",
  scope: "keys:write",
  params: keyIdParams,
  answers: { 204: { description: "It is revoked, or was before." } },
  problems: ["key_not_found"],
  handler: async ({ access }, { tenantId, params: { keyId }, request }) => {
    await access.keys.revoke(tenantId, keyId);
    access.audit(request, "key.revoked", { keyId });
    return { status: 204 };
  },
});
