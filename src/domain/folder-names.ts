/** What Windows, the strictest, has in no file name; and what cannot be seen. */
const FORBIDDEN = /[<>:"/\\|?*\p{C}]/gu;
/** Paths have to fit into 260 characters on Windows with all folders above, names into 255 bytes elsewhere. */
const MAX_CHARACTERS = 60;
const MAX_BYTES = 180;

/**
 * Names for the folders of one place: a day and a title, each such that every system can hold it and no two are the same,
 * also where systems take capitals, or accents that are written in two ways, for the same. A day in front makes it none that
 * Windows has reserved.
 */
export class FolderNames {
  readonly #taken = new Set<string>();

  /** `day` is YYYY-MM-DD. */
  next(day: string, title: string): string {
    const name = `${day} ${usable(title)}`.trim();
    for (let count = 1; ; count += 1) {
      const candidate = count === 1 ? name : `${name} (${count})`;
      const key = candidate.normalize("NFKC").toLowerCase();
      if (this.#taken.has(key)) continue;
      this.#taken.add(key);
      return candidate;
    }
  }
}

/** Windows takes dots and blanks off the end of names. */
function usable(title: string): string {
  const clean = title.normalize("NFC").replaceAll(FORBIDDEN, " ").replaceAll(/\s+/g, " ");
  return shortened(clean).replaceAll(/^[\s.]+|[\s.]+$/g, "");
}

function shortened(text: string): string {
  let bytes = 0;
  let kept = "";
  for (const [count, { segment }] of [...new Intl.Segmenter().segment(text)].entries()) {
    bytes += new TextEncoder().encode(segment).length;
    if (count >= MAX_CHARACTERS || bytes > MAX_BYTES) break;
    kept += segment;
  }
  return kept;
}
