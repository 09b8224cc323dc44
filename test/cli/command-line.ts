import { spawn as spawnProcess } from "node:child_process";
import { spawn as spawnInTerminal, type IPty } from "@lydell/node-pty";
import xterm from "@xterm/headless";
import { fileURLToPath } from "node:url";

const pathOf = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));

/** What Node is given to run the sources, and what to run the program as people have it, which is built. */
export const SOURCES = ["--import", import.meta.resolve("tsx"), pathOf("src/cli/main.ts")];
export const INSTALLED = [pathOf("scripts/diarist.mjs")];

export interface Surroundings {
  env: Record<string, string>;
  cwd?: string;
  program?: readonly string[];
}

/** Nothing of what whoever runs the tests has configured. */
function environment(env: Record<string, string>): Record<string, string> {
  return { PATH: process.env["PATH"] ?? "", DIARIST_API_KEY: "", TERM: "xterm-256color", ...env };
}

export interface Piped {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A run of `diarist` in a pipe, as a script has it. */
export class PipedRun {
  stdout = "";
  stderr = "";
  readonly ended: Promise<Piped>;
  readonly #child;

  constructor(args: readonly string[], { env, cwd, program = SOURCES }: Surroundings) {
    this.#child = spawnProcess(process.execPath, [...program, ...args], {
      env: environment(env),
      stdio: ["ignore", "pipe", "pipe"],
      ...(cwd !== undefined && { cwd }),
    });
    this.#child.stdout.setEncoding("utf8").on("data", (text: string) => (this.stdout += text));
    this.#child.stderr.setEncoding("utf8").on("data", (text: string) => (this.stderr += text));
    this.ended = new Promise((resolve) => {
      this.#child.on("close", (code) => resolve({ code, stdout: this.stdout, stderr: this.stderr }));
    });
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }
}

export function runPiped(args: readonly string[], surroundings: Surroundings): Promise<Piped> {
  return new PipedRun(args, surroundings).ended;
}

export interface Size {
  columns: number;
  rows: number;
}

const LATE_OUTPUT_MS = 500;

/** A run of `diarist` in a terminal, as a person has it, with what can be seen there. */
export class TerminalRun {
  /** With every escape sequence. */
  raw = "";
  readonly ended: Promise<number>;
  readonly #pty: IPty;
  readonly #terminal: xterm.Terminal;

  constructor(
    args: readonly string[],
    { env, cwd, program = SOURCES }: Surroundings,
    { columns, rows }: Size = { columns: 80, rows: 40 },
  ) {
    const size = { cols: columns, rows };
    this.#terminal = new xterm.Terminal({ ...size, allowProposedApi: true });
    this.#pty = spawnInTerminal(process.execPath, [...program, ...args], {
      ...size,
      env: environment(env),
      ...(cwd !== undefined && { cwd }),
    });
    this.#pty.onData((text) => {
      this.raw += text;
      this.#terminal.write(text);
    });
    this.ended = new Promise((resolve) => {
      this.#pty.onExit(({ exitCode }) => {
        // What it wrote last may come after its end; everything that came is on the screen once nothing is.
        setTimeout(() => this.#terminal.write("", () => resolve(exitCode)), LATE_OUTPUT_MS);
      });
    });
  }

  /** The lines that someone sees, also those above that have scrolled away. */
  get lines(): string[] {
    const { active } = this.#terminal.buffer;
    const lines = Array.from(
      { length: active.length },
      (_, at) => active.getLine(at)?.translateToString(true) ?? "",
    );
    return lines.slice(0, lines.findLastIndex((line) => line !== "") + 1);
  }

  get screen(): string {
    return this.lines.join("\n");
  }

  type(text: string): void {
    this.#pty.write(text);
  }

  /** Ctrl-C, through the terminal. */
  interrupt(): void {
    this.type("\u0003");
  }
}
