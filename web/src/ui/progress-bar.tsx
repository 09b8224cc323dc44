import styles from "./progress-bar.module.css";

/** In the colour of the text around it; `share` is from 0 to 1, and undefined where nobody knows yet. */
export function ProgressBar({ share, label }: { share: number | undefined; label: string }) {
  return (
    <progress
      {...(share !== undefined && { value: share })}
      max={1}
      aria-label={label}
      className={styles["bar"]}
    />
  );
}
