import { useEffect, useRef } from "react";
import styles from "./level-meter.module.css";

/** More than a narrow window shows. */
const BARS = 120;
const INTERVAL_MS = 70;
/** Speech at arm's length fills about two thirds. */
const GAIN = 4;
/** A microphone that is switched off gives less than this; the quietest room gives more. */
const SILENCE = 0.001;
const QUIET_AFTER_MS = 4_000;

/** The last seconds of what the microphone hears, newest at the right. Tells when it has heard nothing at all for a while. */
export function LevelMeter(props: {
  analyser: AnalyserNode;
  still: boolean;
  onQuiet: (quiet: boolean) => void;
}) {
  const { analyser, still, onQuiet } = props;
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (still) return undefined;
    const samples = new Float32Array(analyser.fftSize);
    const levels = Array.from({ length: BARS }, () => 0);
    let heardAt = performance.now();
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const meanSquare = samples.reduce((sum, value) => sum + value * value, 0) / samples.length;
      const level = Math.sqrt(meanSquare);
      if (level > SILENCE) heardAt = performance.now();
      onQuiet(performance.now() - heardAt > QUIET_AFTER_MS);
      levels.push(Math.min(1, level * GAIN));
      levels.shift();
      for (const [index, bar] of [...(row.current?.children ?? [])].entries())
        if (bar instanceof HTMLElement) bar.style.scale = `1 ${Math.max(0.06, levels[index] ?? 0)}`;
    }, INTERVAL_MS);
    return () => clearInterval(timer);
  }, [analyser, still, onQuiet]);
  return (
    <div ref={row} className={styles["meter"]} aria-hidden>
      {Array.from({ length: BARS }, (_, index) => (
        <span key={index} />
      ))}
    </div>
  );
}
