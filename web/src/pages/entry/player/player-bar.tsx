import { Pause, Play, RotateCcw, RotateCw } from "lucide-react";
import { useEffect, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Waveform } from "../../../api/results.js";
import { clock } from "../../../i18n/times.js";
import { Button } from "../../../ui/button.js";
import type { Mark } from "./marks.js";
import { startMediaSession } from "./media-session.js";
import { usePlayer, usePlayerState, usePosition } from "./player-context.js";
import { PlayerProblem } from "./player-problem.js";
import { PositionSlider } from "./position-slider.js";
import { RateMenu } from "./rate-menu.js";
import { SKIP_SECONDS } from "./skip.js";
import styles from "./player-bar.module.css";

interface Props {
  jobId: string;
  title: string;
  waveform: Waveform | undefined;
  chapters: readonly Mark[];
  missing: readonly Mark[];
  /** What is said, where it is to be seen here. */
  caption: ReactNode;
}

/** Plays the recording; always in reach, whatever of the entry is being read. */
export function PlayerBar({ jobId, title, waveform, chapters, missing, caption }: Props) {
  const { t } = useTranslation();
  const player = usePlayer();
  const { playing, waiting, durationSeconds, problem } = usePlayerState();
  const time = useRef<HTMLSpanElement>(null);
  usePosition((seconds) => {
    const text = clock(seconds);
    if (time.current !== null && time.current.textContent !== text) time.current.textContent = text;
  });
  useEffect(() => startMediaSession(player, title, chapters), [player, title, chapters]);
  return (
    <section className={styles["bar"]} aria-label={t("entry.player.name")}>
      {problem !== undefined && <PlayerProblem jobId={jobId} problem={problem} />}
      {caption}
      <div className={styles["buttons"]}>
        <SkipButton seconds={-SKIP_SECONDS} />
        <button
          type="button"
          className={styles["play"]}
          aria-label={playing ? t("entry.player.pause") : t("entry.player.play")}
          data-waiting={waiting || undefined}
          onClick={() => player.toggle()}
        >
          {playing ? (
            <Pause size={22} fill="currentColor" strokeWidth={0} aria-hidden />
          ) : (
            <Play size={22} fill="currentColor" strokeWidth={0} aria-hidden />
          )}
        </button>
        <SkipButton seconds={SKIP_SECONDS} />
      </div>
      <div className={styles["slider"]}>
        <PositionSlider waveform={waveform} marks={[...missing, ...chapters]} />
      </div>
      <p className={styles["time"]}>
        <span ref={time}>0:00</span>
        <span className={styles["whole"]}>
          {" / "}
          {durationSeconds === undefined ? "–" : clock(durationSeconds)}
        </span>
      </p>
      <RateMenu />
    </section>
  );
}

function SkipButton({ seconds }: { seconds: number }) {
  const { t } = useTranslation();
  const player = usePlayer();
  const count = Math.abs(seconds);
  const Icon = seconds < 0 ? RotateCcw : RotateCw;
  return (
    <Button
      look="icon"
      className={styles["skip"]}
      aria-label={t(seconds < 0 ? "entry.player.back" : "entry.player.forward", { count })}
      onClick={() => player.seek(player.seconds + seconds)}
    >
      <Icon size={26} strokeWidth={1.5} aria-hidden />
      <span aria-hidden>{count}</span>
    </Button>
  );
}
