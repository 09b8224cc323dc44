import { styleText } from "node:util";

export type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

export interface ScreenOptions {
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  quiet: boolean;
  json: boolean;
}

const DEFAULT_WIDTH = 80;

/**
 * Where a command writes. Standard output holds what it was asked for and nothing else; what a person should know beside it
 * goes to standard error. Colours are Node's own decision: a terminal, and no NO_COLOR.
 */
export class Screen {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly json: boolean;
  readonly quiet: boolean;
  /** For standard output. */
  readonly paint: Paint;
  /** For standard error. */
  readonly paintNote: Paint;

  constructor({ stdout, stderr, quiet, json }: ScreenOptions) {
    this.stdout = stdout;
    this.stderr = stderr;
    this.quiet = quiet;
    this.json = json;
    this.paint = (style, text) => styleText(style, text, { stream: stdout });
    this.paintNote = (style, text) => styleText(style, text, { stream: stderr });
  }

  /** Whether a person reads what is printed. */
  get isForPeople(): boolean {
    return this.stdout.isTTY && !this.json;
  }

  get width(): number {
    return this.stdout.isTTY ? this.stdout.columns : DEFAULT_WIDTH;
  }

  get noteWidth(): number {
    return this.stderr.isTTY ? this.stderr.columns : DEFAULT_WIDTH;
  }

  print(line: string): void {
    this.stdout.write(`${line}\n`);
  }

  printJson(value: unknown): void {
    this.print(JSON.stringify(value));
  }

  /** What may be left out. */
  note(line: string): void {
    if (!this.quiet) this.stderr.write(`${line}\n`);
  }

  /** What has to be known. */
  warn(line: string): void {
    this.stderr.write(`${line}\n`);
  }
}
