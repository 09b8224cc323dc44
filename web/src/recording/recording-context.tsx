import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from "react";
import { useTranslation } from "react-i18next";
import { useSay } from "../ui/toasts.js";
import { hold } from "../uploads/locks.js";
import { useOutbox } from "../uploads/outbox-context.js";
import { readWishes } from "../uploads/use-wishes.js";
import { Recorder } from "./recorder.js";
import { lockOf, toOutbox } from "./to-outbox.js";

/** Why there is no recording: the browser or its owner does not let us, or there is nothing to record with. */
export type Refusal = "denied" | "absent" | "failed" | "insecure";

interface Recording {
  /** The recording that is being made; it goes on whichever page is looked at. */
  recorder: Recorder | undefined;
  refusal: Refusal | undefined;
  begin: () => Promise<void>;
}

const RecordingContext = createContext<Recording | undefined>(undefined);

export function RecordingProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const outbox = useOutbox();
  const say = useSay();
  const [recorder, setRecorder] = useState<Recorder>();
  const [refusal, setRefusal] = useState<Refusal>();
  const beginning = useRef(false);

  useEffect(() => (recorder === undefined ? undefined : guard()), [recorder]);

  const begin = useCallback(async (): Promise<void> => {
    // A second tap while the browser asks for leave.
    if (beginning.current) return;
    beginning.current = true;
    setRefusal(undefined);
    try {
      const begun = await Recorder.begin(readWishes());
      const release = hold(lockOf(begun.recording.id));
      setRecorder(begun);
      void begun.ended
        .then((content) => toOutbox(outbox, begun.recording, content))
        .catch((error: unknown) => say(t("home.recordingStays", { reason: String(error) })))
        .finally(() => {
          release();
          setRecorder(undefined);
        });
    } catch (error) {
      setRefusal(refusalOf(error));
    } finally {
      beginning.current = false;
    }
  }, [outbox, say, t]);

  const recording = useMemo(() => ({ recorder, refusal, begin }), [recorder, refusal, begin]);
  return <RecordingContext value={recording}>{children}</RecordingContext>;
}

export function useRecording(): Recording {
  const recording = useContext(RecordingContext);
  if (recording === undefined) throw new Error("There is no RecordingProvider above");
  return recording;
}

/** While something is recorded the window asks before it closes, and the screen stays on. Gives the way back. */
function guard(): () => void {
  const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
  window.addEventListener("beforeunload", warn);
  const awake = navigator.wakeLock.request("screen").catch(() => undefined);
  return () => {
    window.removeEventListener("beforeunload", warn);
    void awake.then((lock) => lock?.release());
  };
}

function refusalOf(error: unknown): Refusal {
  if (!window.isSecureContext) return "insecure";
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError") return "denied";
  return name === "NotFoundError" ? "absent" : "failed";
}
