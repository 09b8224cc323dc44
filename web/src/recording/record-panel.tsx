import { Mic, Pause, Play, Square } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { clock } from "../i18n/times.js";
import { Button } from "../ui/button.js";
import { Notice } from "../ui/notice.js";
import { useOutbox } from "../uploads/outbox-context.js";
import type { Wishes } from "../uploads/outbox-db.js";
import { LevelMeter } from "./level-meter.js";
import { Recorder, type RecorderState } from "./recorder.js";
import { lockOf, toOutbox } from "./to-outbox.js";
import styles from "./recorder.module.css";

type Refusal = "denied" | "absent" | "failed";

/** One button to begin with; then time, level, pause and end. */
export function RecordPanel({ wishes }: { wishes: Wishes }) {
  const { t } = useTranslation();
  const outbox = useOutbox();
  const [recorder, setRecorder] = useState<Recorder>();
  const [state, setState] = useState<RecorderState>({ phase: "recording", seconds: 0 });
  const [refusal, setRefusal] = useState<Refusal>();
  const release = useRef<() => void>(() => undefined);

  useEffect(() => {
    if (recorder === undefined) return undefined;
    const timer = setInterval(() => setState(recorder.state), 250);
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    const awake = navigator.wakeLock.request("screen").catch(() => undefined);
    return () => {
      clearInterval(timer);
      window.removeEventListener("beforeunload", warn);
      void awake.then((lock) => lock?.release());
    };
  }, [recorder]);

  const begin = async (): Promise<void> => {
    setRefusal(undefined);
    try {
      const begun = await Recorder.begin(wishes);
      void navigator.locks.request(
        lockOf(begun.id),
        () => new Promise<void>((end) => (release.current = end)),
      );
      setState(begun.state);
      setRecorder(begun);
    } catch (error) {
      setRefusal(refusalOf(error));
    }
  };
  const end = async (): Promise<void> => {
    if (recorder === undefined) return;
    await toOutbox(outbox, await recorder.stop());
    release.current();
    setRecorder(undefined);
  };

  if (recorder === undefined)
    return (
      <div className={styles["panel"]}>
        <button type="button" className={styles["record"]} onClick={() => void begin()}>
          <Mic size={26} aria-hidden />
          <span>{t("home.record")}</span>
        </button>
        {refusal !== undefined && <Notice tone="bad">{t(`home.microphone.${refusal}`)}</Notice>}
      </div>
    );

  const paused = state.phase === "paused";
  return (
    <div className={styles["panel"]} role="group" aria-label={t("home.recording")}>
      <div className={styles["running"]}>
        <span className={paused ? styles["dot-still"] : styles["dot"]} aria-hidden />
        <span role="timer" className={styles["time"]}>
          {clock(state.seconds)}
        </span>
        <LevelMeter analyser={recorder.analyser} still={paused} />
      </div>
      <div className={styles["buttons"]}>
        <Button
          onClick={() => {
            if (paused) recorder.resume();
            else recorder.pause();
            setState(recorder.state);
          }}
        >
          {paused ? <Play size={18} aria-hidden /> : <Pause size={18} aria-hidden />}
          {paused ? t("home.resumeRecording") : t("home.pauseRecording")}
        </Button>
        <Button look="primary" onClick={() => void end()}>
          <Square size={16} aria-hidden fill="currentColor" />
          {t("home.endRecording")}
        </Button>
      </div>
      <p className={styles["hint"]}>{t("home.recordingKept")}</p>
    </div>
  );
}

function refusalOf(error: unknown): Refusal {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError") return "denied";
  return name === "NotFoundError" ? "absent" : "failed";
}
