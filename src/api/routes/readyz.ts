import { readinessSchema } from "../../contracts/http/readiness.js";
import { rawOperation } from "../operation.js";

/** 200 when every dependency can be used, else 503; each by name, with the reason where it cannot. */
export const readyz = rawOperation({
  id: "readyz",
  method: "get",
  path: "/readyz",
  tag: "Operations",
  summary: "Whether everything that the gateway depends on can be used",
  scope: "public",
  answers: {
    200: { description: "All of it can.", json: readinessSchema },
    503: { description: "Not all of it can; `reason` says why, `remedy` what to do.", json: readinessSchema },
  },
  handle:
    ({ readiness }) =>
    async (_request, response) => {
      const { ready, dependencies } = await readiness.report();
      response.status(ready ? 200 : 503).json({ status: ready ? "ready" : "not_ready", dependencies });
    },
});
