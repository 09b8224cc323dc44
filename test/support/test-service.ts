import type { ServiceSpec } from "../../src/stack/service.js";
import { startService, type RunningService } from "../../src/stack/start-service.js";
import { startUndertaking } from "../../src/stack/undertaking.js";

/** Starts a service for a test; it ends with the test's process, also when that is killed before it could stop anything. */
export async function startTestService(spec: ServiceSpec): Promise<RunningService> {
  const service = await startService(spec);
  const undertaking = startUndertaking(() => undefined);
  undertaking.watch(service.pid);
  const stop = async (): Promise<void> => {
    await service.stop();
    undertaking.forget(service.pid);
    undertaking.close();
  };
  return { pid: service.pid, stop };
}
