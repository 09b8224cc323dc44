/** A process that can be started: what to run, what it listens on, and how to see that it is well. */
export interface ServiceSpec {
  /** Also the prefix of its log lines. */
  name: string;
  command: string;
  args: string[];
  /** Added to the environment of the process that starts it. */
  env: Record<string, string>;
  cwd?: string;
  /** Folders that must exist before it starts. */
  folders: string[];
  /** Checked before anything starts; `variable` is what a person sets to move the port. */
  ports: ServicePort[];
  /** Resolves when it is ready for work, rejects with the reason why not. */
  checkHealth: HealthCheck;
}

export interface ServicePort {
  host: string;
  port: number;
  variable: string;
}

export type HealthCheck = (signal: AbortSignal) => Promise<void>;

/** The embedded services never listen on anything else. */
export const LOOPBACK = "127.0.0.1";
