/** True when dotted version `actual` is not older than `least`. */
export function atLeast(actual, least) {
  const [a, b] = [actual, least].map((version) => version.split(".").map(Number));
  for (let index = 0; index < b.length; index += 1) {
    const difference = (a[index] ?? 0) - b[index];
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** A `suits` for a program whose version `pattern` finds: from `least` on, within the same major when `sameMajor`. */
export function versionFrom(pattern, least, { sameMajor = true } = {}) {
  return (output) => {
    const version = pattern.exec(output)?.[1];
    if (version === undefined || !atLeast(version, least)) return undefined;
    return sameMajor && version.split(".")[0] !== least.split(".")[0] ? undefined : version;
  };
}
