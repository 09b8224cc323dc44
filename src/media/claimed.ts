/** Rounding, padding and estimates of honest headers stay below both of these. */
const MORE_BY_SHARE = 0.02;
const MORE_BY_SECONDS = 2;

/** What `AudioInfo` says of a recording whose header claims to be longer than it is: it broke off. */
export function claimedSeconds(claimed: number, actual: number): { claimedSeconds?: number } {
  const isLonger = claimed > actual * (1 + MORE_BY_SHARE) && claimed > actual + MORE_BY_SECONDS;
  return isLonger && Number.isFinite(claimed) ? { claimedSeconds: claimed } : {};
}
