import { newSessionSchema } from "../../../contracts/http/session.js";
import { publicOperation } from "../../operation.js";

export const beginSession = publicOperation({
  id: "beginSession",
  method: "post",
  path: "/v1/session",
  tag: "API keys",
  summary: "Sign a browser in",
  description:
    "For pages of this service: from here on the browser sends the key by itself, as a cookie that no script can read, also with " +
    "what a page cannot give a header (streams of events, players, downloads). What a key may not do, its cookie may not either; " +
    "it ends with the key, or 30 days after the last `GET /v1/session`. Programs send their key with each request instead.",
  scope: "public",
  json: newSessionSchema,
  answers: {
    204: { description: "Signed in.", headers: { "Set-Cookie": { description: "The session." } } },
  },
  problems: [
    "invalid_credentials",
    "credentials_expired",
    "sign_in_not_needed",
    "storage_unavailable",
    "identity_provider_unavailable",
  ],
  handler: async ({ access }, { body, request, response }) => {
    await access.sessions.begin(request, response, body.key);
    return { status: 204 };
  },
});
