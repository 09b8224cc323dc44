/*
 * Whisper's servers name the language in English ("english"), as a code ("en"), or not at all. Node's own data knows the
 * names; the table adds those where Whisper's list differs from it.
 */
const WHISPER_NAMES: Record<string, string> = {
  castilian: "es",
  flemish: "nl",
  "haitian creole": "ht",
  letzeburgesch: "lb",
  moldavian: "ro",
  moldovan: "ro",
  myanmar: "my",
  panjabi: "pa",
  pushto: "ps",
  sinhalese: "si",
  valencian: "ca",
  mandarin: "zh",
  javanese: "jv",
};

const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(97 + index));
const englishNames = new Intl.DisplayNames(["en"], { type: "language", fallback: "none" });
const codeByName = new Map<string, string>();
for (const first of letters) {
  for (const second of letters) {
    const name = englishNames.of(first + second)?.toLowerCase();
    if (name !== undefined && !codeByName.has(name)) codeByName.set(name, first + second);
  }
}

/** ISO 639-1 code of a language given by code or English name; `und` where it is unknown. */
export function languageCode(language: string | null | undefined): string {
  const given = language?.trim().toLowerCase() ?? "";
  if (/^[a-z]{2,3}$/.test(given)) return given;
  if (/^[a-z]{2,3}[-_]/.test(given)) return given.split(/[-_]/)[0] ?? "und";
  return WHISPER_NAMES[given] ?? codeByName.get(given) ?? "und";
}
