import { Context } from "@temporalio/activity";
import type {
  ChannelsCompared,
  CompareChannelsInput,
  CutSpansInput,
  JobRef,
  ListenForSpeechInput,
  PlanChunksInput,
  PlannedRecording,
  PlanRecordingInput,
  PlanResult,
  ReadyChunks,
  SpeechHeard,
} from "../contracts/activity-io.js";
import { HANDLERS } from "../contracts/handlers.js";
import type { AudioInfo, ChunkRef, Plan } from "../domain/audio.js";
import { findCrosstalk, withoutForeign } from "../domain/crosstalk.js";
import type { Loudness } from "../domain/cut-plan.js";
import { refuseTooLong } from "../domain/longest-recording.js";
import { jobKeys } from "../domain/object-keys.js";
import { channelsOf } from "../domain/shared-speech.js";
import { clamp, roundMs, type ChannelSpan } from "../domain/spans.js";
import { speechLikeSpans } from "../domain/speech-like.js";
import { waveformOf } from "../domain/waveform.js";
import type { MediaTools, PreparedChunk, RecordingBytes } from "../media/port.js";
import type { ObjectStore } from "../storage/ports.js";
import type { AudioAllowance } from "./audio-allowance.js";
import { withHeartbeat } from "./heartbeat.js";
import { putJson } from "./objects.js";
import { storePieceAudio } from "./piece-audio.js";
import { createRecordings } from "./recordings.js";
import type { Scratch } from "./scratch.js";
import { findSharedSpeech } from "./shared-speech.js";

export interface MediaDependencies {
  objects: ObjectStore;
  media: MediaTools;
  scratch: Scratch;
  cut: { nominalSeconds: number; searchWindowSeconds: number };
  maxAudioSeconds: number;
  allowance: AudioAllowance;
}

export type MediaActivities = ReturnType<typeof createMediaActivities>;

/**
 * A signal costs the workflow as much as a chunk does. Most recordings are cut within this time, and then the activity's
 * result says it all.
 */
const TELL_EVERY_MS = 2_000;
/**
 * Sound around a span that is listened to a second time: the engine hears a word better with its neighbours, and those which
 * the first hearing drew out over what it passed over are heard where they were said.
 */
const AROUND_SECONDS = 2;

/** Activities of the media fleet: what the recording is, where to cut it, and where there may be speech. */
export function createMediaActivities(dependencies: MediaDependencies) {
  const { objects, media, scratch, cut, maxAudioSeconds, allowance } = dependencies;
  const recordings = createRecordings(objects, scratch);

  /** Works on a job's recording; the local copy that ffmpeg may have needed goes in the end. */
  async function onRecording<T>(
    phase: string,
    { jobId, tenantId }: JobRef,
    work: (recording: RecordingBytes, signal: AbortSignal, done: (seconds: number) => void) => Promise<T>,
    keepCopy: (result: T) => boolean = () => false,
  ): Promise<T> {
    return withHeartbeat(phase, async (signal, done) => {
      let keep = false;
      try {
        const recording = await recordings.open(jobId, jobKeys(tenantId, jobId).audio);
        const result = await work(recording, signal, done);
        keep = keepCopy(result);
        return result;
      } finally {
        if (!keep) await scratch.release(jobId);
      }
    });
  }

  async function store(job: JobRef, piece: PreparedChunk): Promise<ChunkRef> {
    const { index, startSeconds, endSeconds, audioStartSeconds, channel } = piece;
    const audio = await storePieceAudio(objects, jobKeys(job.tenantId, job.jobId), piece);
    return {
      ...{ index, startSeconds, endSeconds, audioStartSeconds },
      ...(channel === undefined ? {} : { channel }),
      audio,
    };
  }

  async function probe(job: JobRef, recording: RecordingBytes, signal: AbortSignal): Promise<AudioInfo> {
    const audio = await media.probe(recording, signal);
    refuseTooLong(audio.durationSeconds, maxAudioSeconds);
    await allowance.charge(job, audio.durationSeconds);
    return audio;
  }

  /**
   * Plans the pieces, stores the plan, and gives back the recipes of the pieces. Where this takes long, what is ready is told
   * to the workflow on the way; an attempt after the first tells the same again.
   */
  async function plan(
    { speakers, ...job }: PlanRecordingInput,
    recording: RecordingBytes,
    audio: AudioInfo,
    signal: AbortSignal,
    done: (seconds: number) => void,
  ): Promise<ChunkRef[]> {
    const settings = {
      ...cut,
      outputFolder: scratch.newFolder(job.jobId),
      speakers: speakers ?? "together",
    };
    const chunks: ChunkRef[] = [];
    let told = 0;
    const telling = setInterval(() => {
      if (chunks.length === told) return;
      // A signal that is lost delays the chunks until the result tells them; it costs nothing else.
      tell({ audio, chunks: chunks.slice(told) }).catch(() => undefined);
      told = chunks.length;
    }, TELL_EVERY_MS);
    try {
      for await (const piece of media.cut(recording, audio, settings, signal)) {
        chunks.push(await store(job, piece));
        done(piece.endSeconds);
      }
    } finally {
      clearInterval(telling);
    }
    await putJson(objects, jobKeys(job.tenantId, job.jobId).plan, { audio, chunks } satisfies Plan);
    return chunks;
  }

  return {
    /**
     * Finds out what the recording is and plans its pieces. Throws `not_audio`, `audio_unreadable`, `audio_empty`,
     * `audio_too_long`, `audio_limit_reached`, `audio_lost`.
     */
    async planRecording(wanted: PlanRecordingInput): Promise<PlannedRecording> {
      return onRecording("cutting", wanted, async (recording, signal, done) => {
        const audio = await probe(wanted, recording, signal);
        return { audio, chunks: await plan(wanted, recording, audio, signal, done) };
      });
    },

    /** The first half of `planRecording`, for jobs of a revision below 3. Throws the same. */
    async probeAudio(job: JobRef): Promise<AudioInfo> {
      return onRecording(
        "probing",
        job,
        (recording, signal) => probe(job, recording, signal),
        // Cutting comes next, and may need it.
        () => true,
      );
    },

    /** The second half. */
    async planChunks({ audio, ...wanted }: PlanChunksInput): Promise<PlanResult> {
      return onRecording("cutting", wanted, async (recording, signal, done) => ({
        chunks: await plan(wanted, recording, audio, signal, done),
      }));
    },

    /** Cuts just these spans out, with a second of sound around each, to listen to them once more. */
    async cutSpans({ audio, spans, firstIndex, ...job }: CutSpansInput): Promise<PlanResult> {
      return onRecording("cutting again", job, async (recording, signal, done) => {
        const pieces = spans.map(({ start, end, channel }, place) => ({
          index: firstIndex + place,
          ...{ start, end, channel },
          audioStart: Math.max(0, start - AROUND_SECONDS),
          audioEnd: Math.min(audio.durationSeconds, end + AROUND_SECONDS),
        }));
        const settings = { outputFolder: scratch.newFolder(job.jobId) };
        const chunks: ChunkRef[] = [];
        for await (const piece of media.cutPieces(recording, audio, pieces, settings, signal)) {
          chunks.push(await store(job, piece));
          done(piece.endSeconds);
        }
        return { chunks };
      });
    },

    /** Measures the whole recording, and so decodes it; stores what a player draws. */
    async makeWaveform(job: JobRef): Promise<void> {
      await onRecording("measuring", job, async (recording, signal) => {
        const audio = await media.probe(recording, signal);
        const settings = { outputFolder: scratch.newFolder(job.jobId) };
        const whole = [{ start: 0, end: audio.durationSeconds }];
        const [loudness] = await media.measure(recording, audio, whole, settings, signal);
        if (loudness === undefined) throw new Error("A span was not measured");
        const waveform = waveformOf(audio.durationSeconds, loudness);
        await putJson(objects, jobKeys(job.tenantId, job.jobId).waveform, waveform);
      });
    },

    /** Finds where channels have each other's speech, and stores it; and what of the gaps is left without that. */
    async compareChannels({
      audio,
      parts,
      again,
      gaps,
      ...job
    }: CompareChannelsInput): Promise<ChannelsCompared> {
      return onRecording("comparing channels", job, async (recording, signal) => {
        const shared = await findSharedSpeech(objects, parts, again, gaps);
        const settings = { outputFolder: scratch.newFolder(job.jobId) };
        const loudness = new Map<number, Loudness>();
        for (const channel of channelsOf(shared)) {
          const all = [{ start: 0, end: audio.durationSeconds, channel }];
          const [measured] = await media.measure(recording, audio, all, settings, signal);
          if (measured !== undefined) loudness.set(channel, measured);
        }
        const crosstalk = findCrosstalk(shared, loudness);
        if (crosstalk.length === 0) return { gaps };
        const { crosstalk: crosstalkKey } = jobKeys(job.tenantId, job.jobId);
        await putJson(objects, crosstalkKey, crosstalk);
        return { crosstalkKey, gaps: withoutForeign(gaps, crosstalk) };
      });
    },

    /** What of these spans sounds like speech, by its levels and its brightness alone. */
    async listenForSpeech({ audio, spans, ...job }: ListenForSpeechInput): Promise<SpeechHeard> {
      return onRecording("listening", job, async (recording, signal) => {
        const settings = { outputFolder: scratch.newFolder(job.jobId) };
        const loudness = await media.measure(recording, audio, spans, settings, signal);
        const heard = loudness.flatMap((levels, index): ChannelSpan[] => {
          const span = spans[index];
          if (span === undefined) return [];
          return clamp(speechLikeSpans(levels), span).map(({ start, end }) => ({
            ...(span.channel === undefined ? {} : { channel: span.channel }),
            start: roundMs(start),
            end: roundMs(end),
          }));
        });
        return { spans: heard };
      });
    },
  };
}

async function tell(ready: ReadyChunks): Promise<void> {
  const { client, info } = Context.current();
  const execution = info.workflowExecution;
  if (execution === undefined) throw new Error("Chunks are planned for a workflow");
  await client.workflow
    .getHandle(execution.workflowId, execution.runId)
    .signal<[ReadyChunks]>(HANDLERS.chunksReadySignal, ready);
}
