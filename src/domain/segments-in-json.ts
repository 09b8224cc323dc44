import type { Span } from "./spans.js";
import type { Segment } from "./transcript.js";
import { textOfSentences } from "./words-in-text.js";

interface Written extends Span {
  text: string;
  language: string | undefined;
  /** All but the id and the language. */
  json: string;
}

/**
 * The segments of a transcript as they will be stored, each written out as soon as it is finished: as objects, the words of
 * a day of speech take ten times the memory.
 */
export class SegmentsInJson {
  readonly #written: Written[] = [];

  add({ id: _, language, ...segment }: Segment): void {
    const { start, end, text } = segment;
    const json = JSON.stringify(segment).slice(1, -1);
    this.#written.push({ start, end, text: text.trim(), language, json });
  }

  /** In order of time, those that were added first before others. */
  sort(): void {
    this.#written.sort((a, b) => a.start - b.start);
  }

  get spans(): readonly Span[] {
    return this.#written;
  }

  get text(): string {
    return textOfSentences(this.#written.map(({ text }) => text));
  }

  /** Numbered through, with commas between them; only what is not in the recording's language says so. */
  *json(usualLanguage: string): Generator<string> {
    for (const [id, { json, language }] of this.#written.entries()) {
      const isUsual = language === undefined || language === usualLanguage;
      const other = isUsual ? "" : `,"language":${JSON.stringify(language)}`;
      yield `${id === 0 ? "" : ","}{"id":${String(id)},${json}${other}}`;
    }
  }
}
