import type { UnfinishedRecording, Wishes } from "../uploads/outbox-db.js";
import { newId } from "../uploads/new-id.js";
import { keepPiece, keepRecording } from "./kept-recordings.js";

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
  /** Resolves to all that was recorded: after `stop`, or when the microphone was taken away. */
  readonly ended: Promise<Blob>;
  readonly #recorder: MediaRecorder;
  readonly #context = new AudioContext();
  /** In memory as well: where the database has no room, only the page's own death can lose them. */
  readonly #pieces: Blob[] = [];
  #recordedMs = 0;
  #resumedAt = performance.now();

  private constructor(
    private readonly stream: MediaStream,
    readonly recording: UnfinishedRecording,
  ) {
    this.analyser = this.#context.createAnalyser();
    this.analyser.fftSize = 1024;
    this.#context.createMediaStreamSource(stream).connect(this.analyser);
    this.#recorder = new MediaRecorder(stream, {
      mimeType: recording.mimeType,
      audioBitsPerSecond: BITS_PER_SECOND,
    });
    this.#recorder.addEventListener("dataavailable", ({ data }) => this.#take(data));
    this.ended = new Promise((resolve) => {
      this.#recorder.addEventListener("stop", () => resolve(this.#close()), { once: true });
    });
    this.#recorder.start(PIECE_MS);
  }

  /** Throws the browser's DOMException: NotAllowedError without permission, NotFoundError without a microphone. */
  static async begin(wishes: Wishes): Promise<Recorder> {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: false, noiseSuppression: true, autoGainControl: true },
    });
    const mimeType = MIME_TYPES.find((type) => MediaRecorder.isTypeSupported(type)) ?? "";
    const recording = { id: newId(), startedAt: Date.now(), mimeType, wishes };
    await keepRecording(recording);
    return new Recorder(stream, recording);
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

  stop(): void {
    if (this.#recorder.state !== "inactive") this.#recorder.stop();
  }

  #take(content: Blob): void {
    if (content.size === 0) return;
    void keepPiece({ recordingId: this.recording.id, index: this.#pieces.length, content });
    this.#pieces.push(content);
  }

  #close(): Blob {
    for (const track of this.stream.getTracks()) track.stop();
    void this.#context.close();
    return new Blob(this.#pieces, { type: this.recording.mimeType });
  }
}
