import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from "react";
import { Player, type PlayerState } from "./player.js";

const PlayerContext = createContext<Player | undefined>(undefined);

/** Gives what is within a player of the recording. */
export function PlayerProvider(props: {
  jobId: string;
  hasRecording: boolean;
  durationSeconds: number | undefined;
  children: ReactNode;
}) {
  const { jobId, hasRecording, durationSeconds, children } = props;
  const [player, setPlayer] = useState<Player>();
  const attach = useCallback((audio: HTMLAudioElement) => {
    const made = new Player(audio);
    setPlayer(made);
    return () => made.dispose();
  }, []);
  useEffect(() => {
    if (durationSeconds !== undefined) player?.knowDuration(durationSeconds);
  }, [player, durationSeconds]);
  return (
    <>
      <audio ref={attach} src={hasRecording ? `/v1/jobs/${jobId}/audio` : undefined} preload="metadata" />
      {player !== undefined && <PlayerContext value={player}>{children}</PlayerContext>}
    </>
  );
}

export function usePlayer(): Player {
  const player = useContext(PlayerContext);
  if (player === undefined) throw new Error("This is used outside of a PlayerProvider");
  return player;
}

export function usePlayerState(): PlayerState {
  const player = usePlayer();
  return useSyncExternalStore(player.subscribe, player.getState);
}

/** Calls back with the position, once a frame while the recording plays; nothing is rendered for it. */
export function usePosition(onPosition: (seconds: number) => void): void {
  const player = usePlayer();
  const latest = useRef(onPosition);
  useEffect(() => {
    latest.current = onPosition;
  });
  useEffect(() => player.watch((seconds) => latest.current(seconds)), [player]);
}
