import { join } from "node:path";
import { ENGLISH, glue } from "../../test/support/spoken-recordings.js";
import { randomNumbers } from "../../test/support/random-numbers.js";

/** Real sentences, one after the other. */
export interface GluedRecording {
  index: number;
  path: string;
  text: string;
  pauseSeconds: number;
  /** Whether some of the sentences are quieter than others. */
  uneven: boolean;
}

const SHORTEST_PAUSE_SECONDS = 0.2;
const PAUSE_STEP_SECONDS = 0.022;
const PAUSE_STEPS = 60;
const QUIETER_DECIBELS = [6, 12, 18];

export const PAUSE_GROUPS = [
  { name: "pauses to 0.6 s", holds: (seconds: number) => seconds < 0.6 },
  { name: "pauses to 1 s", holds: (seconds: number) => seconds >= 0.6 && seconds < 1 },
  { name: "pauses to 1.5 s", holds: (seconds: number) => seconds >= 1 },
];

/** Makes one recording after the other; the same index is always the same recording. */
export async function* gluedRecordings(
  first: number,
  count: number,
  folder: string,
): AsyncGenerator<GluedRecording> {
  for (let index = first; index < first + count; index += 1) {
    const random = randomNumbers(index + 1);
    const pick = <Item>(items: readonly Item[]): Item => pickFrom(items, random);
    const names = Array.from({ length: 5 + Math.floor(random() * 4) }, () => pick(Object.keys(ENGLISH)));
    const uneven = index % 2 === 1;
    const decibels = names.map(() => (uneven && random() < 0.5 ? -pick(QUIETER_DECIBELS) : 0));
    const pauseSeconds = SHORTEST_PAUSE_SECONDS + PAUSE_STEP_SECONDS * (index % PAUSE_STEPS);
    const path = join(folder, `${String(index)}.flac`);
    const text = await glue(names, pauseSeconds, path, decibels);
    yield { index, path, text, pauseSeconds, uneven };
  }
}

function pickFrom<Item>(items: readonly Item[], random: () => number): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error("There is nothing to pick from");
  return item;
}
