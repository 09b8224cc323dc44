import { httpHealth } from "../health.js";
import { LOOPBACK, type ServiceSpec } from "../service.js";

export interface ObjectStoreOptions {
  /** versitygw. */
  executable: string;
  dataFolder: string;
  port: number;
  /** It refuses requests that are signed for another one. */
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** The S3-compatible server: objects are files under `dataFolder`, on a file system with extended attributes. */
export function objectStoreService(options: ObjectStoreOptions): ServiceSpec {
  const { executable, dataFolder, port, region, accessKeyId, secretAccessKey } = options;
  return {
    name: "object-store",
    command: executable,
    args: ["--port", `${LOOPBACK}:${port}`, "--health", "/health", "--quiet", "posix", dataFolder],
    env: {
      VGW_REGION: region,
      ROOT_ACCESS_KEY_ID: accessKeyId,
      ROOT_SECRET_ACCESS_KEY: secretAccessKey,
      // As variables and not as flags, which an older versitygw would refuse.
      VGW_KEEP_ALIVE: "true",
      // An ETag made of the checksum that each body brings along; MD5 was half of what storing one costs.
      VGW_DATA_INTEGRITY_ETAG: "true",
      // Go collects as soon as a heap has doubled, which here is all the time: a fifth of its CPU. This takes 10 MB.
      GOGC: "200",
    },
    folders: [dataFolder],
    ports: [{ host: LOOPBACK, port, variable: "DIARIST_S3_PORT" }],
    checkHealth: httpHealth(`http://${LOOPBACK}:${port}/health`),
  };
}
