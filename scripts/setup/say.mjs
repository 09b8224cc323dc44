/*
 * What the set-up shows. On a terminal: finished lines, and below them one line with the state of all that is under way.
 * Elsewhere plain lines, with progress in quarters.
 */
const terminal = process.stderr.isTTY === true && process.env.TERM !== "dumb";
const active = new Map();
const FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
const BAR_WIDTH = 12;
let timer;
/** Lines that are shown only if there is something to wait for; undefined: every line is shown at once. */
let held;

/** From now on nothing is said unless something has to be fetched or built. */
export function sayOnlyIfBusy() {
  held ??= [];
}

export function say(line) {
  if (held !== undefined) {
    held.push(line);
    return;
  }
  clear();
  process.stderr.write(`${line}\n`);
  draw();
}

/** Shows what was held back, and holds nothing back any more. */
export function sayAll() {
  const lines = held ?? [];
  held = undefined;
  for (const line of lines) say(line);
}

/** Shows that `name` is busy with `what` until the returned `done` is called; `progress` may be told bytes. */
export function busy(name, what) {
  sayAll();
  const state = { what, doneBytes: 0, totalBytes: 0, quarter: 0, id: Symbol(name) };
  active.set(state.id, { name, state });
  if (terminal) timer ??= setInterval(redraw, 120);
  else say(`  ${name}: ${what} …`);
  return {
    progress(doneBytes, totalBytes) {
      Object.assign(state, { doneBytes, totalBytes });
      const quarter = totalBytes > 0 ? Math.floor((4 * doneBytes) / totalBytes) : 0;
      if (!terminal && quarter > state.quarter)
        say(`  ${name}: ${25 * quarter} % of ${megabytes(totalBytes)}`);
      state.quarter = Math.max(state.quarter, quarter);
    },
    done() {
      active.delete(state.id);
      if (active.size > 0) return;
      clearInterval(timer);
      timer = undefined;
      clear();
    },
  };
}

function redraw() {
  clear();
  draw();
}

function clear() {
  if (terminal) process.stderr.write("\r\u001b[2K");
}

function draw() {
  if (!terminal || active.size === 0) return;
  const frame = FRAMES[Math.floor(Date.now() / 120) % FRAMES.length];
  const states = [...active.values()].map(({ name, state }) => `${name} ${describe(state)}`);
  process.stderr.write(`${frame} ${states.join("  ")}`.slice(0, (process.stderr.columns ?? 80) - 1));
}

function describe({ what, doneBytes, totalBytes }) {
  if (totalBytes === 0) return what;
  const filled = Math.round((BAR_WIDTH * doneBytes) / totalBytes);
  return `[${"#".repeat(filled)}${"-".repeat(BAR_WIDTH - filled)}] ${megabytes(doneBytes)}/${megabytes(totalBytes)}`;
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(bytes < 10e6 ? 1 : 0)} MB`;
}
