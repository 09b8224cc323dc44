import { useEffect, useState } from "react";
import type { Recorder, RecorderState } from "./recorder.js";

const LOOK_EVERY_MS = 250;

/** What a recorder is at, and a way to look at once after having told it something. */
export function useRecorderState(recorder: Recorder): [RecorderState, () => void] {
  const [state, setState] = useState(recorder.state);
  useEffect(() => {
    const timer = setInterval(() => setState(recorder.state), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [recorder]);
  return [state, () => setState(recorder.state)];
}
