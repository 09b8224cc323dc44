/** What the skip buttons, and the keys for them, go over. */
export const SKIP_SECONDS = 10;
