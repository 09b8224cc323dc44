import { keepAlive, type KeptService, type PlannedService } from "./keep-alive.js";
import type { StackLog } from "./log.js";
import { openRunRecord } from "./run-record.js";
import { requirePorts } from "./ports.js";
import { startUndertaking } from "./undertaking.js";

export interface Supervisor {
  services: KeptService[];
  /** What depends on others first, then those; resolves when nothing runs any more. */
  stop: () => Promise<void>;
  killAll: () => void;
}

export interface SupervisorOptions {
  home: string;
  /** Told to someone who starts a second one. */
  api: string;
  services: PlannedService[];
  /** Opened once nothing stands in the way of a start. */
  openLog: () => StackLog;
}

/**
 * Starts the services, each as soon as what it needs is healthy, and keeps them running. Throws AlreadyRunningError or
 * PortError before anything is started.
 */
export async function supervise(options: SupervisorOptions): Promise<Supervisor & { log: StackLog }> {
  const leftovers: string[] = [];
  const record = await openRunRecord(options.home, options.api, (name, pid) =>
    leftovers.push(`${name} (process ${pid}) was left over from an earlier run and is ended`),
  );
  try {
    await requirePorts(options.services.map(({ spec }) => spec));
  } catch (error) {
    record.close();
    throw error;
  }
  const log = options.openLog();
  leftovers.forEach((line) => log.say(line));
  const undertaking = startUndertaking(() => log.say("the undertaker ended; another one takes its place"));

  const kept = new Map<string, KeptService>();
  for (const planned of inOrder(options.services)) {
    const { name } = planned.spec;
    const ready = Promise.all(
      [...kept.values()]
        .filter((other) => planned.needs.includes(other.name))
        .map((other) => other.firstHealthy),
    );
    const service = keepAlive(planned, ready, {
      onLine: (line) => log.part(name, line),
      say: log.say,
      started: (pid) => {
        undertaking.watch(pid);
        record.add(name, pid);
      },
      ended: (pid) => {
        undertaking.forget(pid);
        record.remove(pid);
      },
    });
    kept.set(name, service);
  }
  const services = [...kept.values()];
  return {
    log,
    services,
    stop: async () => {
      await stopInOrder(services);
      undertaking.close();
      record.close();
    },
    killAll: () => {
      services.forEach((service) => service.kill());
      undertaking.close();
    },
  };
}

/** What is needed comes before what needs it. Throws on a need that cannot be met. */
function inOrder(services: PlannedService[]): PlannedService[] {
  const ordered: PlannedService[] = [];
  const names = new Set<string>();
  while (ordered.length < services.length) {
    const next = services.find(
      ({ spec, needs }) => !names.has(spec.name) && needs.every((need) => names.has(need)),
    );
    if (next === undefined) throw new Error("services need each other, or one that is not there");
    ordered.push(next);
    names.add(next.spec.name);
  }
  return ordered;
}

/** Stops what nothing running needs, all of it at once, until nothing runs. */
async function stopInOrder(services: KeptService[]): Promise<void> {
  let remaining = services;
  while (remaining.length > 0) {
    const free = remaining.filter(({ name }) => !remaining.some(({ needs }) => needs.includes(name)));
    await Promise.all(free.map((service) => service.stop()));
    remaining = remaining.filter((service) => !free.includes(service));
  }
}
