import styles from "./mood-mark.module.css";

export type MoodLabel = "good" | "mixed" | "neutral" | "low";

/** From the best to the lowest. */
export const MOOD_LABELS: readonly MoodLabel[] = ["good", "mixed", "neutral", "low"];

const MOUTHS: Record<MoodLabel, string> = {
  good: "M7 13.6c1.1 2.3 2.9 3.4 5 3.4s3.9-1.1 5-3.4",
  mixed: "M7.2 15.8c1.6-2.4 3.2-2.4 4.8-.8s3.2 1.6 4.8-.8",
  neutral: "M7.4 15h9.2",
  low: "M7.4 16.8c1-1.9 2.6-2.8 4.6-2.8s3.6.9 4.6 2.8",
};

/** A small face in the mood's colour. It tells nothing to those who hear the page: put the mood's name beside it. */
export function MoodMark({ label, size = 18 }: { label: MoodLabel; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden className={styles[label]}>
      <circle cx="12" cy="12" r="11" className={styles["face"]} />
      <circle cx="8.4" cy="9.4" r="1.5" className={styles["eye"]} />
      <circle cx="15.6" cy="9.4" r="1.5" className={styles["eye"]} />
      <path d={MOUTHS[label]} className={styles["mouth"]} />
    </svg>
  );
}
