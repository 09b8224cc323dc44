import { useEffect, useRef } from "react";
import styles from "./recorder.module.css";

const BARS = 36;
const INTERVAL_MS = 70;
/** Speech at arm's length fills about two thirds. */
const GAIN = 4;

/** The last seconds of what the microphone hears, newest at the right. */
export function LevelMeter({ analyser, still }: { analyser: AnalyserNode; still: boolean }) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (still) return undefined;
    const samples = new Float32Array(analyser.fftSize);
    const levels = Array.from({ length: BARS }, () => 0);
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const meanSquare = samples.reduce((sum, value) => sum + value * value, 0) / samples.length;
      levels.push(Math.min(1, Math.sqrt(meanSquare) * GAIN));
      levels.shift();
      for (const [index, bar] of [...(row.current?.children ?? [])].entries())
        if (bar instanceof HTMLElement) bar.style.scale = `1 ${Math.max(0.06, levels[index] ?? 0)}`;
    }, INTERVAL_MS);
    return () => clearInterval(timer);
  }, [analyser, still]);
  return (
    <div ref={row} className={styles["meter"]} aria-hidden>
      {Array.from({ length: BARS }, (_, index) => (
        <span key={index} />
      ))}
    </div>
  );
}
