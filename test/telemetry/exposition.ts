/** One sample of Prometheus' text format. */
export interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;

/** Reads the text format strictly: a line that is none of comment, sample and nothing throws. */
export function samplesIn(text: string): Sample[] {
  return text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [, name, labels = "", value] = SAMPLE.exec(line) ?? [];
      const isNumber = /^nan$/i.test(value ?? "") || !Number.isNaN(Number(value));
      if (name === undefined || !isNumber) throw new Error(`That is no sample: ${line}`);
      return {
        name,
        labels: Object.fromEntries(
          Array.from(labels.matchAll(LABEL), ([, key = "", text = ""]) => [key, text]),
        ),
        value: Number(value),
      };
    });
}

/** The sum of the samples of a name whose labels are, among others, these; undefined where there is none. */
export function valueOf(
  samples: readonly Sample[],
  name: string,
  labels: Record<string, string> = {},
): number | undefined {
  const found = samples.filter(
    (sample) =>
      sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
  );
  return found.length === 0 ? undefined : found.reduce((sum, { value }) => sum + value, 0);
}
