import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Waveform } from "../../../api/results.js";
import { clock } from "../../../i18n/times.js";
import type { Mark } from "./marks.js";
import { usePlayer, usePlayerState, usePosition } from "./player-context.js";
import { drawWave } from "./wave.js";
import styles from "./position-slider.module.css";

const STEP_SECONDS = 5;
const LEAP_SECONDS = 60;
/** So near to a mark, in pixels, its name is told. */
const NEAR_PX = 8;

interface Hover {
  share: number;
  text: string;
}

/** Where in the recording one is, drawn as its waveform; what is marked on it is told to those who point at it. */
export function PositionSlider({
  waveform,
  marks,
}: {
  waveform: Waveform | undefined;
  marks: readonly Mark[];
}) {
  const { t } = useTranslation();
  const player = usePlayer();
  const { durationSeconds = 0 } = usePlayerState();
  const strip = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const [hover, setHover] = useState<Hover>();

  useEffect(() => {
    if (waveform === undefined || canvas.current === null) return undefined;
    const drawn = drawWave(canvas.current, player.audio, waveform);
    return () => void drawn.then((erase) => erase());
  }, [player, waveform]);

  usePosition((seconds) => {
    const element = strip.current;
    if (element === null) return;
    // Told before this is rendered for it.
    const { durationSeconds: all = 0 } = player.getState();
    element.style.setProperty("--played", String(all === 0 ? 0 : seconds / all));
    const text = t("entry.player.at", { at: clock(seconds), of: clock(all) });
    if (element.getAttribute("aria-valuetext") === text) return;
    element.setAttribute("aria-valuetext", text);
    element.setAttribute("aria-valuenow", String(Math.floor(seconds)));
  });

  const shareAt = ({ clientX, currentTarget }: PointerEvent<HTMLElement>): number => {
    const { left, width } = currentTarget.getBoundingClientRect();
    return Math.min(1, Math.max(0, (clientX - left) / width));
  };
  const onPointer = (event: PointerEvent<HTMLElement>): void => {
    const share = shareAt(event);
    const isPressed = event.currentTarget.hasPointerCapture(event.pointerId);
    if (event.type === "pointerdown") event.currentTarget.setPointerCapture(event.pointerId);
    if (event.type === "pointerdown" || isPressed) player.seek(share * durationSeconds);
    const near = (NEAR_PX / event.currentTarget.clientWidth) * durationSeconds;
    setHover({ share, text: hoverText(share * durationSeconds, marks, near) });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = movedBy(event.key, player.seconds, durationSeconds);
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    player.seek(to);
  };
  return (
    <div
      ref={strip}
      role="slider"
      tabIndex={0}
      aria-label={t("entry.player.position")}
      aria-valuemin={0}
      aria-valuemax={Math.floor(durationSeconds)}
      aria-valuenow={0}
      className={styles["strip"]}
      onPointerDown={onPointer}
      onPointerMove={onPointer}
      onPointerLeave={() => setHover(undefined)}
      onKeyDown={onKeyDown}
    >
      <div ref={canvas} className={styles["wave"]} />
      {waveform === undefined && <div className={styles["line"]} />}
      {durationSeconds > 0 &&
        marks.map(({ kind, start, end }, index) => (
          <span
            key={index}
            className={styles[kind]}
            style={{
              left: `${(100 * start) / durationSeconds}%`,
              width: `${(100 * (end - start)) / durationSeconds}%`,
            }}
          />
        ))}
      <span className={styles["cursor"]} />
      {hover !== undefined && durationSeconds > 0 && (
        <span
          className={styles["hover"]}
          data-side={hover.share > 0.5 ? "left" : "right"}
          style={{ left: `${100 * hover.share}%` }}
        >
          <span>{hover.text}</span>
        </span>
      )}
    </div>
  );
}

function hoverText(seconds: number, marks: readonly Mark[], near: number): string {
  const mark = marks.find(({ start, end }) => seconds >= start - near && seconds <= end + near);
  return mark === undefined ? clock(seconds) : `${clock(seconds)}  ${mark.name}`;
}

function movedBy(key: string, seconds: number, durationSeconds: number): number | undefined {
  switch (key) {
    case "ArrowRight":
    case "ArrowUp":
      return seconds + STEP_SECONDS;
    case "ArrowLeft":
    case "ArrowDown":
      return seconds - STEP_SECONDS;
    case "PageUp":
      return seconds + LEAP_SECONDS;
    case "PageDown":
      return seconds - LEAP_SECONDS;
    case "Home":
      return 0;
    case "End":
      return durationSeconds;
    default:
      return undefined;
  }
}
