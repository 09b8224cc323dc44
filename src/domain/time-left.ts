/**
 * How many seconds a job needs yet, if it goes on as it has; undefined before anything is done. Chunks come in one by one, so
 * that it is rough at the beginning.
 */
export function secondsLeft(
  { audioSeconds, transcribedSeconds }: { audioSeconds: number; transcribedSeconds: number },
  elapsedSeconds: number,
): number | undefined {
  if (transcribedSeconds <= 0 || elapsedSeconds <= 0) return undefined;
  const remaining = Math.max(0, audioSeconds - transcribedSeconds);
  return Math.round((remaining * elapsedSeconds) / transcribedSeconds);
}
