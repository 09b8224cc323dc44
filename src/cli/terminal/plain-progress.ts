import { harmless } from "./fit.js";
import type { Mark, Progress, ProgressRow, ProgressView } from "./progress.js";
import type { Screen } from "./screen.js";

const WORDS: Record<Mark, string> = { done: "done", incomplete: "done, but", failed: "failed" };

/** For logs and pipes: a line when a step begins, and at each quarter of it. */
export class PlainProgressView implements ProgressView {
  constructor(private readonly screen: Screen) {}

  begin(givenName: string): ProgressRow {
    const name = harmless(givenName);
    let stage = "";
    let quarter = 0;
    return {
      show: (progress) => {
        const reached = Math.floor((progress.share ?? 0) * 4);
        if (progress.stage !== stage) this.screen.note(`${name}: ${begun(progress)}`);
        else if (reached > quarter && reached < 4) this.screen.note(`${name}: ${describe(progress)}`);
        stage = progress.stage;
        quarter = reached;
      },
      finish: (mark, text) => {
        const line = `${name}: ${WORDS[mark]}: ${text}`;
        if (mark === "done") this.screen.note(line);
        else this.screen.warn(line);
      },
      drop: () => undefined,
    };
  }

  setWaiting(): void {
    // Said by each one when its turn comes.
  }

  say(line: string): void {
    this.screen.note(line);
  }

  around(print: () => void): void {
    print();
  }

  close(): void {
    // Nothing moves.
  }
}

/** Without a share the figures are a reason. */
function begun({ stage, share, figures }: Progress): string {
  return share === undefined && figures !== undefined ? `${stage}: ${figures}` : stage;
}

function describe({ stage, share = 0, figures }: Progress): string {
  const percent = `${Math.round(share * 100)} %`;
  return figures === undefined ? `${stage} ${percent}` : `${stage} ${percent} (${figures})`;
}
