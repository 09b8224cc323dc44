import { systemSchema } from "../../../contracts/http/system.js";
import { operation } from "../../operation.js";

export const getSystem = operation({
  id: "getSystem",
  method: "get",
  path: "/v1/system",
  tag: "Operations",
  summary: "What this service is made of, and whether all of it works",
  description:
    "For a settings page: version, models, the caller's limits, and each dependency with what to do where it cannot be used. " +
    "`GET /readyz` is for load balancers, and for everyone.",
  scope: "jobs:read",
  answers: { 200: { description: "The service as it is now.", json: systemSchema } },
  handler: async ({ access, installation, maxUploadBytes, readiness, speechModel }, { tenantId }) => {
    const { version, maxAudioSeconds, languageModel, temporalUi } = installation;
    const [limits, { dependencies }] = await Promise.all([access.limitsOf(tenantId), readiness.report()]);
    return {
      status: 200,
      body: {
        version,
        access: access.open ? "local" : "keys",
        speech: { model: speechModel, onThisMachine: installation.speechOnThisMachine },
        notes:
          languageModel === undefined
            ? { writer: "extractive", onThisMachine: true }
            : {
                writer: "language-model",
                model: languageModel.name,
                onThisMachine: languageModel.onThisMachine,
              },
        limits: { maxUploadBytes, maxAudioSeconds, ...limits },
        temporal: temporalUi === undefined ? {} : { uiUrl: temporalUi.url, namespace: temporalUi.namespace },
        dependencies: Object.entries(dependencies).map(([name, state]) => ({ name, ...state })),
      },
    };
  },
});
