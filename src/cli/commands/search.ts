import { Option, type Command } from "commander";
import { z } from "zod";
import { searchPageSchema } from "../../contracts/http/search.js";
import { addCommand, type Kit } from "../command.js";
import { harmless, wrapped } from "../terminal/fit.js";
import { formatClock, formatDay } from "../terminal/humane.js";
import type { Screen } from "../terminal/screen.js";
import { daySchema } from "./days.js";

type SearchHit = z.output<typeof searchPageSchema>["hits"][number];

const DEFAULT_LIMIT = 10;
const PAGE_SIZE = 50;
/** Below the text, which begins behind the place. */
const INDENT = " ".repeat(11);

export function addSearch(program: Command, kit: Kit): void {
  addCommand(program, kit, {
    usage: "search <words...>",
    summary: "Search what was said, and what notes say of it",
    details: "In a pipe: id, second, kind, title and text, with tabs between them.",
    examples: [
      ["diarist search dentist", "wherever it is said"],
      ['diarist search "by the sea" --since 2026-11-01', "these words in this order, this month"],
      ["diarist search dentist --json | jq -r '.hits[].jobId' | sort -u", "for programs"],
    ],
    options: [
      new Option("--since <day>", "of that day or later, such as 2026-11-22"),
      new Option("--until <day>", "of that day or earlier"),
      new Option("--limit <count>", "so many hits at most").default(DEFAULT_LIMIT),
    ],
    schema: z.object({
      since: daySchema.optional(),
      until: daySchema.optional(),
      limit: z.coerce.number("has to be a number").int().min(1, "has to be 1 or more"),
    }),
    run: async (context, words, { since, until, limit }) => {
      const { screen } = context;
      const client = await context.client();
      const hits: SearchHit[] = [];
      let isIncomplete = false;
      let cursor: string | undefined;
      do {
        const size = Math.min(limit - hits.length, PAGE_SIZE);
        const query = { q: questionOf(words), from: since, until, limit: size, cursor };
        const page = await client.json(searchPageSchema, "GET", "/v1/search", { query });
        hits.push(...page.hits);
        isIncomplete ||= page.incomplete === true;
        cursor = page.nextCursor;
      } while (cursor !== undefined && hits.length < limit);
      const found = hits.slice(0, limit);
      if (screen.json) screen.printJson({ hits: found, ...(isIncomplete && { incomplete: true }) });
      else printHits(screen, found);
      if (found.length === 0 && !screen.json) screen.note("Nothing was found.");
      if (isIncomplete)
        screen.note("Some recordings are still being read for the search: ask again in a moment.");
      return undefined;
    },
  });
}

/** What the shell took the quotes from is still one thing. */
function questionOf(words: readonly string[]): string {
  return words.map((word) => (/\s/.test(word) && !word.includes('"') ? `"${word}"` : word)).join(" ");
}

function printHits(screen: Screen, hits: readonly SearchHit[]): void {
  if (!screen.isForPeople) {
    for (const { jobId, start, kind, jobTitle, snippet } of hits)
      screen.print([jobId, start, kind, harmless(jobTitle), textOf(snippet)].join("\t"));
    return;
  }
  let before: SearchHit | undefined;
  for (const hit of hits) {
    if (hit.jobId !== before?.jobId) {
      const id = screen.paint("dim", `${hit.jobId.slice(0, 8)}, ${formatDay(hit.day)}`);
      screen.print(
        `${before === undefined ? "" : "\n"}${screen.paint("bold", harmless(hit.jobTitle))}  ${id}`,
      );
    }
    before = hit;
    const text = hit.snippet.map((piece) =>
      piece.match ? screen.paint(["bold", "yellow"], harmless(piece.text)) : harmless(piece.text),
    );
    const place = hit.kind === "title" ? "title" : formatClock(hit.start);
    const [first = "", ...rest] = wrapped(text.join(""), screen.width - INDENT.length - 1);
    screen.print(`  ${screen.paint("dim", place.padStart(7))}  ${first}`);
    for (const line of rest) screen.print(`${INDENT}${line}`);
    if (hit.more !== undefined) screen.print(screen.paint("dim", `${INDENT}and ${hit.more} more there`));
  }
}

function textOf(snippet: SearchHit["snippet"]): string {
  return harmless(snippet.map(({ text }) => text).join(""));
}
