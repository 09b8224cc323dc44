import { z } from "zod";
import { rawOperation } from "../operation.js";

/** The process is up, whatever may be the matter with what it depends on. */
export const healthz = rawOperation({
  id: "healthz",
  method: "get",
  path: "/healthz",
  tag: "Operations",
  summary: "Whether the gateway's process is up",
  scope: "public",
  answers: { 200: { description: "It is.", json: z.object({ status: z.literal("ok") }) } },
  handle: () => (_request, response) => {
    response.json({ status: "ok" });
  },
});
