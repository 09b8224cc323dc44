import type { KeyDesk } from "./key-desk.js";
import type { Finding } from "./commands/doctor.js";

/** What the program is handed: everything that is not a client's business to know. */
export interface Surroundings {
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  stdin: NodeJS.ReadStream;
  version: string;
  /** A terminal that knows no cursor. */
  isDumb: boolean;
  config: {
    /** Undefined: the service that runs here, wherever it listens. */
    server: string | undefined;
    apiKey: string | undefined;
    home: string;
    /** Where a service on this machine listens unless it is told otherwise. */
    localServer: string;
  };
  /** The address of the service that runs on this machine's data folder, if one does. */
  runningHere: () => string | undefined;
  /** Runs the whole service in this process' place, until it is stopped. */
  startService: () => Promise<void>;
  /** Runs the whole service beside this process, for as long as it lives; sets up what is missing first. */
  embed: (signal: AbortSignal) => Promise<EmbeddedService>;
  openKeyDesk: () => Promise<KeyDesk>;
  inspectMachine: () => Promise<Finding[]>;
  /** Runs one of package.json's scripts; resolves with its exit code. */
  runScript: (script: string, args: readonly string[]) => Promise<number>;
  /** Called by who deals with Ctrl-C; without it Ctrl-C ends the program at once. */
  takeInterrupts: () => AbortSignal;
}

export interface EmbeddedService {
  url: string;
  stop: () => Promise<void>;
}
