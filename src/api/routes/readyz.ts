import { z } from "zod";
import { rawOperation } from "../operation.js";

const reportSchema = z.object({
  status: z.enum(["ready", "not_ready"]),
  dependencies: z.record(z.string(), z.object({ ready: z.boolean(), reason: z.string().optional() })),
});

/** 200 when every dependency can be used, else 503; each by name, with the reason where it cannot. */
export const readyz = rawOperation({
  id: "readyz",
  method: "get",
  path: "/readyz",
  tag: "Operations",
  summary: "Whether everything that the gateway depends on can be used",
  scope: "public",
  answers: {
    200: { description: "All of it can.", json: reportSchema },
    503: { description: "Not all of it can; `reason` says why.", json: reportSchema },
  },
  handle:
    ({ readiness }) =>
    async (_request, response) => {
      const { ready, dependencies } = await readiness.report();
      response.status(ready ? 200 : 503).json({ status: ready ? "ready" : "not_ready", dependencies });
    },
});
