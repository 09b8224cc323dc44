import { Context } from "@temporalio/activity";

/**
 * How often a running activity tells Temporal that its process lives. A call that hangs is not this beat's business: each
 * one has a deadline of its own.
 */
const BEAT_MS = 5_000;

/**
 * Runs `work` with heartbeats that carry `phase`, the attempt and what `work` told last, and with the activity's cancellation.
 * Being started is as good as a beat: what is done within seconds costs the server none.
 */
export async function withHeartbeat<T>(
  phase: string,
  work: (signal: AbortSignal, tell: (detail: number) => void) => Promise<T>,
): Promise<T> {
  const context = Context.current();
  const state = { phase, attempt: context.info.attempt, detail: 0 };
  const tell = (detail: number): void => {
    state.detail = detail;
  };
  const timer = setInterval(() => {
    context.heartbeat(state);
  }, BEAT_MS);
  try {
    return await work(context.cancellationSignal, tell);
  } catch (error) {
    // Whatever the abort broke, the cancellation is what happened.
    context.cancellationSignal.throwIfAborted();
    throw error;
  } finally {
    clearInterval(timer);
  }
}
