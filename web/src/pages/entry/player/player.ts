export interface PlayerState {
  playing: boolean;
  /** It wants to play, and waits for sound. */
  waiting: boolean;
  rate: number;
  /** Undefined until somebody knows. */
  durationSeconds: number | undefined;
  /** `format`: the browser does not play such recordings; `unreachable`: the sound did not come. */
  problem: "format" | "unreachable" | undefined;
}

export const RATES = [0.75, 1, 1.25, 1.5, 1.75, 2, 2.5] as const;
const RATE_CHOICE = "diarist.rate";

const EVENTS = [
  "play",
  "pause",
  "ended",
  "waiting",
  "playing",
  "canplay",
  "ratechange",
  "durationchange",
  "error",
];
const MOVES = ["seeking", "seeked", "timeupdate", "loadedmetadata"];

/**
 * A recording that can be heard. What changes seldom is its state, for React; the position is told to watchers, once a
 * frame while it plays, so that nothing is rendered anew for it.
 */
export class Player {
  #state: PlayerState;
  readonly #listeners = new Set<() => void>();
  readonly #watchers = new Set<(seconds: number) => void>();
  readonly #abort = new AbortController();
  #frame = 0;

  #knownSeconds: number | undefined;

  constructor(readonly audio: HTMLAudioElement) {
    const { signal } = this.#abort;
    for (const name of EVENTS) audio.addEventListener(name, () => this.#look(), { signal });
    for (const name of MOVES) audio.addEventListener(name, () => this.#tell(), { signal });
    const kept = Number(localStorage.getItem(RATE_CHOICE));
    this.setRate(RATES.find((rate) => rate === kept) ?? 1);
    this.#state = this.#read();
  }

  /** What the service knows; a browser does not know the length of what another browser recorded. */
  knowDuration(seconds: number): void {
    this.#knownSeconds = seconds;
    this.#look();
    this.#tell();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getState = (): PlayerState => this.#state;

  /** Calls the watcher now and whenever the position has changed. */
  watch(watcher: (seconds: number) => void): () => void {
    this.#watchers.add(watcher);
    watcher(this.seconds);
    return () => this.#watchers.delete(watcher);
  }

  get seconds(): number {
    return this.audio.currentTime;
  }

  seek(seconds: number): void {
    const end = this.#state.durationSeconds ?? Infinity;
    this.audio.currentTime = Math.min(Math.max(0, seconds), end);
    this.#tell();
  }

  play(): void {
    // Why it does not play is told by the element's own error.
    this.audio.play().catch(() => this.#look());
  }

  playFrom(seconds: number): void {
    this.seek(seconds);
    this.play();
  }

  pause(): void {
    this.audio.pause();
  }

  toggle(): void {
    if (this.audio.paused) this.play();
    else this.pause();
  }

  setRate(rate: number): void {
    localStorage.setItem(RATE_CHOICE, String(rate));
    // A source that is loaded anew begins with the default.
    this.audio.defaultPlaybackRate = rate;
    this.audio.playbackRate = rate;
  }

  /** To the next faster or slower speed there is. */
  changeRate(direction: 1 | -1): void {
    const next = RATES.findIndex((rate) => rate >= this.audio.playbackRate) + direction;
    this.setRate(RATES[Math.min(Math.max(0, next), RATES.length - 1)] ?? 1);
  }

  /** For a page that goes away. */
  dispose(): void {
    this.#abort.abort();
    cancelAnimationFrame(this.#frame);
    this.audio.pause();
  }

  #look(): void {
    const state = this.#read();
    const before = this.#state;
    const names = Object.keys(state) as (keyof PlayerState)[];
    if (names.every((name) => state[name] === before[name])) return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
    if (state.playing && !before.playing) this.#run();
  }

  #read(): PlayerState {
    const { paused, ended, playbackRate, duration, error, readyState } = this.audio;
    const playing = !paused && !ended;
    return {
      playing,
      waiting: playing && readyState < HTMLMediaElement.HAVE_FUTURE_DATA && error === null,
      rate: playbackRate,
      durationSeconds: this.#knownSeconds ?? (Number.isFinite(duration) ? duration : undefined),
      problem: error === null ? undefined : isFormat(error) ? "format" : "unreachable",
    };
  }

  #run(): void {
    cancelAnimationFrame(this.#frame);
    const step = (): void => {
      this.#tell();
      if (this.#state.playing) this.#frame = requestAnimationFrame(step);
    };
    step();
  }

  #tell(): void {
    for (const watcher of this.#watchers) watcher(this.seconds);
  }
}

const isFormat = ({ code }: MediaError): boolean =>
  code === MediaError.MEDIA_ERR_DECODE || code === MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED;
