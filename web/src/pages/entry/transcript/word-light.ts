import type { Player } from "../player/player.js";
import { wordAt, type WordTimes } from "./word-times.js";

/** Lights the word that is being said, and its sentence, without React: it happens up to sixty times a second. */
export class WordLight {
  #word: number | undefined;
  #lit: Element[] = [];

  constructor(
    private readonly list: HTMLElement,
    private readonly times: WordTimes,
  ) {}

  /** True when another word is lit than before. Before it is played for the first time none is. */
  moveTo({ seconds, audio }: Pick<Player, "seconds" | "audio">): boolean {
    const word = seconds === 0 && audio.paused ? undefined : wordAt(this.times, seconds);
    if (word === this.#word) return false;
    this.#word = word;
    this.refresh();
    return word !== undefined;
  }

  /** Call when other rows are in the document than before. */
  refresh(): void {
    const word = this.#word === undefined ? null : this.list.querySelector(`[data-word="${this.#word}"]`);
    const lit = word?.parentElement ? [word, word.parentElement] : [];
    for (const old of this.#lit) if (!lit.includes(old)) old.removeAttribute("data-lit");
    for (const now of lit) now.setAttribute("data-lit", "");
    this.#lit = lit;
  }

  putOut(): void {
    this.#word = undefined;
    this.refresh();
  }
}
