import { createLogUpdate } from "log-update";
import stringWidth from "string-width";
import { fit, harmless, padTo, wrapped } from "./fit.js";
import type { Mark, Progress, ProgressRow, ProgressView } from "./progress.js";
import type { Screen, Style } from "./screen.js";

const FRAME_MS = 100;
const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const SIGNS: Record<Mark, readonly [sign: string, style: Style]> = {
  done: ["✓", "green"],
  incomplete: ["!", "yellow"],
  failed: ["✗", "red"],
};
const NAME_SHARE = 0.28;
const LONGEST_NAME = 32;
const STAGE_WIDTH = 12;
const BAR_WIDTHS = { least: 6, most: 30 };
const INDENT = "  ";

interface Shown {
  name: string;
  progress: Progress;
}

/** One line a recording that is rewritten in place; what has ended stays above. */
export class LiveProgressView implements ProgressView {
  readonly #screen: Screen;
  readonly #update: ReturnType<typeof createLogUpdate>;
  readonly #rows = new Set<Shown>();
  readonly #timer: NodeJS.Timeout;
  #waiting = 0;
  #frame = 0;
  /** Never less than it was: bars that change their length say something that is not meant. */
  #figuresWidth = 0;

  constructor(screen: Screen) {
    this.#screen = screen;
    this.#update = createLogUpdate(screen.stderr);
    this.#timer = setInterval(() => {
      this.#frame += 1;
      this.#draw();
    }, FRAME_MS).unref();
  }

  begin(name: string): ProgressRow {
    const shown: Shown = { name: harmless(name), progress: { stage: "" } };
    this.#rows.add(shown);
    return {
      show: (progress) => {
        shown.progress = progress;
      },
      finish: (mark, text) => {
        this.#rows.delete(shown);
        const [sign, style] = SIGNS[mark];
        this.say(`${this.#screen.paintNote(style, sign)} ${this.#sentence(harmless(name), text)}`);
      },
      drop: () => {
        this.#rows.delete(shown);
        this.#draw();
      },
    };
  }

  setWaiting(count: number): void {
    this.#waiting = count;
  }

  say(line: string): void {
    this.#update.persist(line);
    this.#draw();
  }

  around(print: () => void): void {
    this.#update.clear();
    print();
    this.#draw();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#rows.clear();
    this.#waiting = 0;
    this.#update.clear();
    this.#update.done();
  }

  #draw(): void {
    const width = this.#screen.noteWidth - 1;
    const rows = [...this.#rows];
    const longest = Math.max(0, ...rows.map(({ name }) => stringWidth(name)));
    const nameWidth = Math.min(longest, Math.floor(width * NAME_SHARE), LONGEST_NAME);
    const figures = rows.flatMap(({ progress }) =>
      progress.share === undefined ? [] : [progress.figures ?? ""],
    );
    this.#figuresWidth = Math.max(this.#figuresWidth, ...figures.map((text) => stringWidth(text)));
    const lines = rows.map((row) => this.#line(row, nameWidth, width));
    if (this.#waiting > 0)
      lines.push(this.#screen.paintNote("dim", `${INDENT}and ${this.#waiting} more to come`));
    if (lines.length === 0) this.#update.clear();
    else this.#update(lines.join("\n"));
  }

  #line({ name, progress }: Shown, nameWidth: number, width: number): string {
    const { stage, share, figures = "" } = progress;
    const spinner = this.#screen.paintNote("cyan", FRAMES[this.#frame % FRAMES.length] ?? "");
    const head = `${spinner} ${padTo(fit(name, nameWidth), nameWidth)}${INDENT}`;
    const room = width - nameWidth - 4;
    if (share === undefined) return `${head}${fit(figures === "" ? stage : `${stage}: ${figures}`, room)}`;
    const barRoom = room - STAGE_WIDTH - this.#figuresWidth - 4;
    const barWidth = Math.min(BAR_WIDTHS.most, Math.max(BAR_WIDTHS.least, barRoom));
    const rest = fit(figures, room - STAGE_WIDTH - barWidth - 4);
    return `${head}${padTo(stage, STAGE_WIDTH)}${INDENT}${this.#bar(share, barWidth)}${INDENT}${rest}`;
  }

  /** Behind its sign, and where it takes several lines below its name. */
  #sentence(name: string, text: string): string {
    const width = this.#screen.noteWidth - 1 - INDENT.length;
    const line = `${name}${INDENT}${text}`;
    if (stringWidth(line) <= width) return line;
    return [name, ...wrapped(text, width).map((part) => `${INDENT}${part}`)].join("\n");
  }

  #bar(share: number, width: number): string {
    const filled = Math.round(Math.min(1, Math.max(0, share)) * width);
    const paint = this.#screen.paintNote;
    return `${paint("cyan", "━".repeat(filled))}${paint("dim", "─".repeat(width - filled))}`;
  }
}
