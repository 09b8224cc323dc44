import { condition, defineUpdate, isCancellation, setHandler } from "@temporalio/workflow";
import { HANDLERS } from "../contracts/handlers.js";
import type { GenerateNoteInput } from "../contracts/activity-io.js";
import type { NoteState } from "../domain/job.js";
import { notes } from "./activities.js";
import { failureOf } from "./failures.js";

export const regenerateNoteUpdate = defineUpdate<NoteState>(HANDLERS.regenerateNoteUpdate);

/** Has the note written, and again as often as it is asked for while the workflow runs. */
export class NoteKeeper {
  private phase: "waiting" | "writing" | "closed" = "waiting";
  private note: NoteState = { status: "pending" };
  private requested = 0;
  private written = 0;

  constructor(private readonly input: GenerateNoteInput) {
    setHandler(
      regenerateNoteUpdate,
      async () => {
        const request = ++this.requested;
        await condition(() => this.written >= request);
        return this.note;
      },
      {
        validator: () => {
          if (this.phase === "waiting")
            throw new Error("The transcript is not ready yet: ask again when it is");
          if (this.phase === "closed")
            throw new Error("The note has been written: start WriteNote for another one");
        },
      },
    );
  }

  /** Writes until nothing more is asked for. Never throws for the note's sake: a note that fails is a state of the job. */
  async write(): Promise<NoteState> {
    this.phase = "writing";
    this.requested += 1;
    while (this.written < this.requested) {
      const upTo = this.requested;
      this.note = await writeNote(this.input);
      this.written = upTo;
    }
    // From here on nobody would answer a request.
    this.phase = "closed";
    return this.note;
  }
}

export async function writeNote(input: GenerateNoteInput): Promise<NoteState> {
  try {
    await notes.generateNote(input);
    return { status: "completed" };
  } catch (error) {
    if (isCancellation(error)) throw error;
    return { status: "failed", failure: failureOf(error, "language_timeout") };
  }
}
