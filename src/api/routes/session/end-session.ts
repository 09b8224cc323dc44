import { publicOperation } from "../../operation.js";

export const endSession = publicOperation({
  id: "endSession",
  method: "delete",
  path: "/v1/session",
  tag: "API keys",
  summary: "Sign a browser out",
  description:
    "The browser forgets the key. The key itself stays good: `DELETE /v1/keys/{keyId}` revokes it.",
  scope: "public",
  answers: { 204: { description: "Signed out, or never signed in." } },
  handler: async ({ access }, { request, response }) => {
    await access.sessions.end(request, response);
    return { status: 204 };
  },
});
