import { setTimeout as sleep } from "node:timers/promises";
import { WorkflowFailedError } from "@temporalio/client";
import { afterAll, afterEach, beforeAll, vi } from "vitest";
import { Harness, startStores, stopStores, type Stores, type Surroundings } from "./harness.js";

/** Gives a test file its stores, and each test that asks a harness of its own, which ends with the test. */
export function useHarness(): (surroundings?: Surroundings) => Promise<Harness> {
  let stores: Stores;
  let harness: Harness | undefined;
  beforeAll(async () => {
    stores = await startStores();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") process.stderr.write(`${(await harness?.story()) ?? "No harness"}\n`);
    await harness?.stop();
    harness = undefined;
  });
  afterAll(async () => {
    await stopStores(stores);
  });
  return async (surroundings) => (harness = await Harness.start(stores, surroundings));
}

/**
 * For tests in which an activity is to run out of time while it fails again and again. Now and then the server that skips time
 * forgets that (github.com/temporalio/sdk-java, issues 2246 and 3088 are its kin), and has it tried for days past its end.
 */
export const WHERE_TIME_RUNS_OUT = { retry: 2, timeout: 60_000 };

/** Waits in real time, in which a time-skipping server does not skip. */
export const eventually = (assertion: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(assertion, { timeout: 20_000, interval: 50 });

/** Has a store come back only after what is to be stored has been refused. */
export async function outlive(comeBack: (() => Promise<void>) | undefined): Promise<void> {
  if (comeBack === undefined) throw new Error("The store is not away");
  await sleep(1_000);
  await comeBack();
}

/** A gate that a scripted provider waits at until the test opens it; gives way to an abort as a real request does. */
export function gate(): { open: () => void; pass: (signal: AbortSignal) => Promise<void> } {
  const opened = Promise.withResolvers<undefined>();
  const pass = async (signal: AbortSignal): Promise<void> => {
    const aborted = Promise.withResolvers<never>();
    signal.addEventListener("abort", () => {
      aborted.reject(new DOMException("aborted", "AbortError"));
    });
    await Promise.race([opened.promise, aborted.promise]);
  };
  return {
    open: () => {
      opened.resolve(undefined);
    },
    pass,
  };
}

/** Why a workflow failed; throws when it did not. */
export async function failureOf(result: Promise<unknown>): Promise<Error | undefined> {
  const error = await result.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof WorkflowFailedError)) throw new Error("The workflow did not fail");
  return error.cause;
}
