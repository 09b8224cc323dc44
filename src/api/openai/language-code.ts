const names = new Intl.DisplayNames(["en"], { type: "language", fallback: "none" });

/** Whether it is an ISO 639 code that Node's own data has a name for. */
export function isLanguageCode(code: string): boolean {
  return /^[a-z]{2,3}$/.test(code) && names.of(code) !== undefined;
}
