import { sessionSchema } from "../../../contracts/http/session.js";
import { publicOperation } from "../../operation.js";

export const getSession = publicOperation({
  id: "getSession",
  method: "get",
  path: "/v1/session",
  tag: "API keys",
  summary: "Whether the caller is signed in",
  scope: "public",
  answers: { 200: { description: "Who the caller is, if anyone.", json: sessionSchema } },
  problems: ["storage_unavailable", "identity_provider_unavailable"],
  handler: async ({ access }, { request, response }) => ({
    status: 200,
    body: await access.sessions.look(request, response),
  }),
});
