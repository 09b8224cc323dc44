import { fileURLToPath } from "node:url";
import { httpHealth } from "../health.js";
import { LOOPBACK, type ServiceSpec } from "../service.js";

export interface SpeechOptions {
  /** The interpreter of the engine's virtual environment. */
  python: string;
  port: number;
  /** A folder with CTranslate2 weights, or a name that the model hub knows. */
  model: string;
  /** The name under which clients ask for it. */
  modelName: string;
}

/** The speech engine. It ends by itself when its standard input closes. */
export function speechService(options: SpeechOptions): ServiceSpec {
  const { python, port, model, modelName } = options;
  return {
    name: "speech",
    command: python,
    args: ["-m", "diarist_engine"],
    cwd: fileURLToPath(new URL("../../../engine", import.meta.url)),
    env: {
      ENGINE_MODEL: model,
      ENGINE_MODEL_NAME: modelName,
      ENGINE_HOST: LOOPBACK,
      ENGINE_PORT: String(port),
      ENGINE_WATCH_STDIN: "1",
      PYTHONUNBUFFERED: "1",
    },
    folders: [],
    ports: [{ host: LOOPBACK, port, variable: "DIARIST_SPEECH_PORT" }],
    checkHealth: httpHealth(`http://${LOOPBACK}:${port}/health`),
  };
}
