import { join } from "node:path";
import { formatLine, type LineStyle } from "./log-line.js";
import { openLogFile, type LogFile } from "./log-file.js";

export interface StackLog {
  /** One line of a part's output. */
  part: (name: string, line: string) => void;
  /** What the supervisor itself has to say. */
  say: (line: string) => void;
  close: () => void;
}

const SUPERVISOR = "diarist";

/** Shows every line with its part's name in front, and keeps it as it came in `<folder>/<part>.log`. */
export function createStackLog(folder: string, parts: string[], terminal: NodeJS.WriteStream): StackLog {
  const names = [SUPERVISOR, ...parts];
  const files = new Map<string, LogFile>(
    names.map((name) => [name, openLogFile(join(folder, `${name}.log`))]),
  );
  const style: LineStyle = {
    colour: terminal.isTTY && terminal.hasColors(),
    width: Math.max(...names.map((name) => name.length)),
  };
  const show = (name: string, line: string): void =>
    void terminal.write(`${formatLine(name, names.indexOf(name), line, style)}\n`);
  return {
    part: (name, line) => {
      files.get(name)?.write(line);
      if (line.trim() !== "") show(name, line);
    },
    say: (text) => {
      for (const line of text.split("\n")) {
        files.get(SUPERVISOR)?.write(`${new Date().toISOString()} ${line}`);
        show(SUPERVISOR, line);
      }
    },
    close: () => files.forEach((file) => file.close()),
  };
}
