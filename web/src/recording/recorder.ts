import { outboxDb, type UnfinishedRecording, type Wishes } from "../uploads/outbox-db.js";

/** How much may be lost when the page dies: each piece is stored as it comes. */
const PIECE_MS = 1_000;
const BITS_PER_SECOND = 64_000;
/** By preference; the last is what Safari makes. */
const MIME_TYPES = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];

export interface RecorderState {
  phase: "recording" | "paused";
  /** Without the pauses. */
  seconds: number;
}

/** A recording that is being made; every second of it is in the browser's database before the next begins. */
export class Recorder {
  /** For a level meter. */
  readonly analyser: AnalyserNode;
  readonly #recorder: MediaRecorder;
  readonly #context = new AudioContext();
  #index = 0;
  #writing = Promise.resolve();
  #recordedMs = 0;
  #resumedAt = performance.now();

  private constructor(
    private readonly stream: MediaStream,
    private readonly recording: UnfinishedRecording,
  ) {
    this.analyser = this.#context.createAnalyser();
    this.analyser.fftSize = 1024;
    this.#context.createMediaStreamSource(stream).connect(this.analyser);
    this.#recorder = new MediaRecorder(stream, {
      mimeType: recording.mimeType,
      audioBitsPerSecond: BITS_PER_SECOND,
    });
    this.#recorder.addEventListener("dataavailable", ({ data }) => this.#store(data));
    this.#recorder.start(PIECE_MS);
  }

  /** Throws the browser's DOMException: NotAllowedError without permission, NotFoundError without a microphone. */
  static async begin(wishes: Wishes): Promise<Recorder> {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: false, noiseSuppression: true, autoGainControl: true },
    });
    const mimeType = MIME_TYPES.find((type) => MediaRecorder.isTypeSupported(type)) ?? "";
    const recording = { id: crypto.randomUUID(), startedAt: Date.now(), mimeType, wishes };
    await (await outboxDb()).put("recordings", recording);
    return new Recorder(stream, recording);
  }

  get id(): string {
    return this.recording.id;
  }

  get state(): RecorderState {
    const running = this.#recorder.state === "recording" ? performance.now() - this.#resumedAt : 0;
    return {
      phase: this.#recorder.state === "paused" ? "paused" : "recording",
      seconds: (this.#recordedMs + running) / 1000,
    };
  }

  pause(): void {
    this.#recordedMs += performance.now() - this.#resumedAt;
    this.#recorder.pause();
  }

  resume(): void {
    this.#resumedAt = performance.now();
    this.#recorder.resume();
  }

  /** Ends it; what was recorded is then for `finished` to fetch. */
  async stop(): Promise<UnfinishedRecording> {
    const ended = new Promise<void>((resolve) => {
      this.#recorder.addEventListener("stop", () => resolve(), { once: true });
    });
    this.#recorder.stop();
    await ended;
    for (const track of this.stream.getTracks()) track.stop();
    await this.#context.close();
    await this.#writing;
    return this.recording;
  }

  #store(content: Blob): void {
    if (content.size === 0) return;
    const piece = { recordingId: this.recording.id, index: this.#index++, content };
    this.#writing = this.#writing.then(async () => {
      await (await outboxDb()).put("pieces", piece);
    });
  }
}

/** Recordings in the database, of pages that are gone as well. */
export async function unfinishedRecordings(): Promise<UnfinishedRecording[]> {
  return await (await outboxDb()).getAll("recordings");
}

/** All that there is of a recording; undefined where not even a second is. */
export async function contentOf({ id, mimeType }: UnfinishedRecording): Promise<Blob | undefined> {
  const pieces = await (await outboxDb()).getAllFromIndex("pieces", "recording", id);
  if (pieces.length === 0) return undefined;
  const inOrder = pieces.toSorted((a, b) => a.index - b.index).map(({ content }) => content);
  return new Blob(inOrder, { type: mimeType });
}

/** Call once the recording is safe elsewhere. */
export async function forgetRecording(id: string): Promise<void> {
  const db = await outboxDb();
  const change = db.transaction(["recordings", "pieces"], "readwrite");
  await change.objectStore("recordings").delete(id);
  const keys = await change.objectStore("pieces").index("recording").getAllKeys(id);
  await Promise.all(keys.map((key) => change.objectStore("pieces").delete(key)));
  await change.done;
}
