import { Interrupted } from "../exit.js";
import { counted } from "../terminal/humane.js";

interface Entry {
  name: string;
  jobId?: string;
  sentShare?: number | undefined;
}

/** Which recordings have begun and not ended: what someone who stops this program has to know. */
export class UnderWay {
  readonly #entries = new Set<Entry>();

  begin(name: string): Entry {
    const entry: Entry = { name };
    this.#entries.add(entry);
    return entry;
  }

  end(entry: Entry): void {
    this.#entries.delete(entry);
  }

  /** `stops`: the service ends with this program. */
  interruption(stops: boolean): Interrupted {
    const all = [...this.#entries];
    const jobs = all.filter(({ jobId }) => jobId !== undefined);
    const uploads = all.filter(({ jobId, sentShare }) => jobId === undefined && sentShare !== undefined);
    const lines = ["Stopped following."];
    const [first] = jobs;
    if (first !== undefined) {
      const goesOn = stops ? "goes on as soon as a service runs here again" : "goes on";
      const go = stops ? "go on as soon as a service runs here again" : "go on";
      const id = first.jobId?.slice(0, 8) ?? "";
      lines.push(
        jobs.length === 1
          ? `The job of ${first.name} ${goesOn}: \`diarist jobs events ${id}\` follows it, \`diarist transcript ${id}\` prints what comes of it.`
          : `${counted(jobs.length, "job")} ${go}: \`diarist jobs list\` shows them.`,
      );
    }
    for (const { name, sentShare = 0 } of uploads)
      lines.push(
        `${name} is sent to ${Math.round(sentShare * 100)} %; the same command goes on from there, for a day.`,
      );
    return new Interrupted(lines.join("\n"));
  }
}
