/** Seconds as people read a player's time: `0:12`, `5:00`, `1:02:03`. */
export function formatClock(seconds: number): string {
  const whole = Math.floor(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const padded = (value: number): string => String(value).padStart(2, "0");
  return hours > 0
    ? `${String(hours)}:${padded(minutes)}:${padded(rest)}`
    : `${String(minutes)}:${padded(rest)}`;
}
