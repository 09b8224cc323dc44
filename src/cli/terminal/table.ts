import stringWidth from "string-width";
import { fit, padTo } from "./fit.js";
import type { Screen, Style } from "./screen.js";

export interface Column<Row> {
  heading: string;
  /** For people. */
  text: (row: Row) => string;
  /** For programs, exact and unabridged, as one field or several; absent: the same. */
  plain?: (row: Row) => string | string[];
  style?: (row: Row) => Style | undefined;
  align?: "right";
  /** This column gives way where the terminal is narrow. */
  flexible?: true;
}

const GAP = 2;

/** Aligned columns under a heading for people; in a pipe one line a row, with tabs between the fields. */
export function printTable<Row>(screen: Screen, columns: readonly Column<Row>[], rows: readonly Row[]): void {
  if (!screen.isForPeople) {
    for (const row of rows)
      screen.print(
        columns
          .flatMap(({ text, plain = text }) => plain(row))
          .map((field) => field.replaceAll("\t", " "))
          .join("\t"),
      );
    return;
  }
  const widths = widthsOf(columns, rows, screen.width);
  const line = (cells: string[]): string => cells.join(" ".repeat(GAP)).trimEnd();
  const headings = columns.map(({ heading, align }, index) => padTo(heading, widths[index] ?? 0, align));
  screen.print(screen.paint("dim", line(headings)));
  for (const row of rows)
    screen.print(
      line(
        columns.map(({ text, style, align }, index) => {
          const width = widths[index] ?? 0;
          const cell = padTo(fit(text(row), width), width, align);
          const wanted = style?.(row);
          return wanted === undefined ? cell : screen.paint(wanted, cell);
        }),
      ),
    );
}

function widthsOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[], total: number): number[] {
  const natural = columns.map(({ heading, text }) =>
    Math.max(stringWidth(heading), ...rows.map((row) => stringWidth(text(row)))),
  );
  const excess = natural.reduce((sum, width) => sum + width + GAP, -GAP) - total;
  const least = (index: number): number => Math.max(columns[index]?.heading.length ?? 0, 8);
  return natural.map((width, index) =>
    excess > 0 && columns[index]?.flexible === true ? Math.max(least(index), width - excess) : width,
  );
}

/** Names with their values below each other; for people alone. */
export function printFields(
  screen: Screen,
  fields: readonly (readonly [name: string, value: string])[],
): void {
  const width = Math.max(...fields.map(([name]) => name.length));
  for (const [name, value] of fields) screen.print(`${screen.paint("dim", padTo(name, width))}  ${value}`);
}
