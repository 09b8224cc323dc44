import { describe, expect, it } from "vitest";
import { Assembly, type Heard } from "../../src/domain/assembly.js";
import { totalSeconds, type Span } from "../../src/domain/spans.js";
import type { Timing, Transcript } from "../../src/domain/transcript.js";
import { assembled, type HeardPiece } from "../support/assembled.js";

interface Recognised {
  language?: string;
  timing?: Timing;
  unheard?: Span[];
}

/** A chunk of ten seconds with one sentence from its second to its fourth second. */
function piece(
  index: number,
  { language = "en", timing = "segment", unheard = [] }: Recognised = {},
): HeardPiece {
  return {
    startSeconds: index * 10,
    endSeconds: index * 10 + 10,
    audioStartSeconds: index * 10,
    recognition: {
      language,
      durationSeconds: 10,
      segments: [{ id: 0, start: 2, end: 4, text: ` sentence ${String(index)}.`, words: [] }],
      unheard,
      engine: { model: "base", timing },
    },
  };
}

function heard(
  durationSeconds: number,
  pieces: HeardPiece[],
  rest: Partial<Heard<HeardPiece>> = {},
): Promise<Transcript> {
  return assembled({ durationSeconds, pieces, again: [], missing: [], ...rest });
}

/** What was heard when a span was listened to once more, with a second of audio around it. */
function once(
  start: number,
  end: number,
  words: [string, number, number][],
  dismissed?: [number, number][],
): HeardPiece {
  return {
    startSeconds: start,
    endSeconds: end,
    audioStartSeconds: start - 1,
    recognition: {
      language: "en",
      durationSeconds: end - start + 2,
      segments: words.map(([text, from, to], id) => ({
        ...{ id, start: from - start + 1, end: to - start + 1, text: ` ${text}` },
        words: [{ word: ` ${text}`, start: from - start + 1, end: to - start + 1 }],
      })),
      ...(dismissed && {
        dismissed: dismissed.map(([from, to]) => ({ start: from - start + 1, end: to - start + 1 })),
      }),
      engine: { model: "base", timing: "word" },
    },
  };
}

const sum = ({ coverage }: Transcript): number =>
  coverage.transcribedSeconds + coverage.silentSeconds + totalSeconds(coverage.missing);

describe("assembling", () => {
  it("reads as one text, in the language that was spoken most", async () => {
    const transcript = await heard(30, [piece(0, { language: "de" }), piece(1), piece(2)]);
    expect(transcript).toMatchObject({ language: "en", text: "sentence 0. sentence 1. sentence 2." });
  });

  it("declares missing what the engine noticed and did not understand, in the recording's time", async () => {
    const transcript = await heard(20, [piece(0), piece(1, { unheard: [{ start: 6, end: 8 }] })]);
    expect(transcript.coverage).toEqual({
      transcribedSeconds: 4,
      silentSeconds: 14,
      missing: [{ start: 16, end: 18, reason: "not_understood" }],
    });
  });

  it("declares nothing missing that is in the transcript, or too short to hold a word", async () => {
    const unheard = [
      { start: 2.5, end: 3.5 },
      { start: 3.9, end: 4.2 },
    ];
    expect((await heard(10, [piece(0, { unheard })])).coverage.missing).toEqual([]);
  });

  it("accounts for every second, a missing chunk beside speech that was not understood", async () => {
    const transcript = await heard(30, [piece(0, { unheard: [{ start: 7, end: 9 }] }), piece(2)], {
      missing: [{ start: 10, end: 20, reason: "speech_rejected" }],
    });
    expect(transcript.coverage.missing.map(({ reason }) => reason)).toEqual([
      "not_understood",
      "speech_rejected",
    ]);
    expect(sum(transcript)).toBe(30);
  });

  it("reads each piece once, in the order of the recording, also where it was listened to once more", async () => {
    const pieces = [piece(0), piece(1), piece(2)];
    const again = [once(21, 23, []), once(5, 8, [])];
    const read: number[] = [];
    await new Assembly({ durationSeconds: 30, pieces, again, missing: [] }).hear((each) => {
      read.push(each.startSeconds);
      return Promise.resolve(each.recognition);
    });
    expect(read).toEqual([0, 5, 10, 20, 21]);
  });

  it("promises no finer times than its coarsest piece has", async () => {
    const transcript = await heard(20, [piece(0, { timing: "word" }), piece(1, { timing: "none" })]);
    expect(transcript.engine).toEqual({ model: "base", timing: "none" });
  });

  it("says that the language is undetermined where nobody spoke", async () => {
    expect(await heard(10, [])).toMatchObject({
      language: "und",
      text: "",
      coverage: { silentSeconds: 10 },
    });
  });

  it("says where the recording breaks off, and how many made-up segments were left out", async () => {
    const removing = piece(0);
    removing.recognition.removed = 2;
    const brokenOff = { atSeconds: 10, claimedSeconds: 3600 };
    expect(await heard(10, [removing], { brokenOff })).toMatchObject({ brokenOff, removedSegments: 2 });
    expect(await heard(10, [piece(0)])).not.toHaveProperty("brokenOff");
  });
});

describe("listening once more", () => {
  it("puts what was heard into its place, and leaves the rest as it was", async () => {
    const transcript = await heard(20, [piece(0), piece(1)], { again: [once(6, 9, [["found", 7, 8]])] });
    expect(transcript.text).toBe("sentence 0. found sentence 1.");
    expect(transcript.segments.map(({ start }) => start)).toEqual([2, 7, 12]);
    expect(transcript.coverage.missing).toEqual([]);
  });

  it("keeps a word once that the first hearing has beside the gap and the second has as well", async () => {
    const first = once(0, 20, [
      ["before", 4, 4.5],
      ["after", 12, 12.5],
    ]);
    const second = once(5, 11.8, [
      ["before", 4.1, 4.6],
      ["found", 8, 8.5],
      ["after", 12, 12.4],
    ]);
    expect((await heard(20, [first], { again: [second] })).text).toBe("before found after");
  });

  it("keeps a word that reaches over the edge of the gap, which the first hearing lacked as well", async () => {
    const transcript = await heard(20, [piece(0), piece(1)], {
      again: [
        once(5, 8, [
          ["well", 4.6, 5.2],
          ["found", 6, 7],
          ["then", 7.8, 8.6],
        ]),
      ],
    });
    expect(transcript.text).toBe("sentence 0. well found then sentence 1.");
  });

  it("declares missing what was listened to in vain", async () => {
    const transcript = await heard(20, [piece(0), piece(1)], { again: [once(6, 9, [])] });
    expect(transcript.coverage.missing).toEqual([{ start: 6, end: 9, reason: "not_understood" }]);
    expect(sum(transcript)).toBe(20);
  });

  it("declares missing of it only what sounded like a voice to an engine that tells", async () => {
    const missing = async (...again: HeardPiece[]): Promise<[number, number][]> => {
      const { coverage } = await heard(20, [piece(0), piece(1, { unheard: [{ start: 6, end: 8 }] })], {
        again,
      });
      expect(coverage.transcribedSeconds + coverage.silentSeconds + totalSeconds(coverage.missing)).toBe(20);
      return coverage.missing.map(({ start, end }) => [start, end]);
    };
    const noticedAtFirst: [number, number] = [16, 18];
    expect(await missing(once(5, 9, [], []))).toEqual([noticedAtFirst]);
    expect(await missing(once(5, 9, [], [[6, 7.5]]))).toEqual([[6, 7.5], noticedAtFirst]);
    expect(await missing(once(5, 9, [["hm", 8, 8.4]], [[5, 5.2]]))).toEqual([noticedAtFirst]);
    expect(await missing(once(15, 19, [], []))).toEqual([noticedAtFirst]);
  });

  it("declares missing what a second listening understood too little of", async () => {
    const again = [once(11, 17, [["hm", 12, 12.5]])];
    const sentence = once(10, 20, [
      ["before", 10.2, 10.8],
      ["after", 17.2, 17.6],
    ]);
    const { coverage } = await heard(20, [piece(0), sentence], { again });
    expect(coverage.missing).toEqual([{ start: 12.9, end: 17, reason: "not_understood" }]);
  });

  it("keeps the words that were drawn out over what they come after", async () => {
    const passedOver = once(0, 20, [
      ["disposed.", 7, 7.6],
      ["He", 9, 10.2],
      ["might", 10.2, 11.3],
      ["even", 11.3, 14.5],
      ["have", 15.9, 16.2],
    ]);
    const again = [
      once(9, 13.6, [
        ["had", 9.2, 9.6],
        ["he", 10, 10.3],
        ["married", 11.5, 12.2],
        ["more", 13, 13.5],
      ]),
    ];
    expect((await heard(20, [passedOver], { again })).text).toBe(
      "disposed. had he married more He might even have",
    );
  });

  it("fills a gap that was listened to in vain before", async () => {
    const again = [once(6, 9, []), once(6, 9, [["found", 7, 8]])];
    const transcript = await heard(20, [piece(0), piece(1)], { again });
    expect(transcript.text).toBe("sentence 0. found sentence 1.");
    expect(transcript.coverage.missing).toEqual([]);
  });

  it("fills in a chunk that could not be transcribed at first", async () => {
    const transcript = await heard(30, [piece(0), piece(2)], { again: [once(10, 20, [["middle", 14, 15]])] });
    expect(transcript.text).toBe("sentence 0. middle sentence 2.");
  });
});

describe("a recording with a speaker a channel", () => {
  const ofChannel = (channel: number, each: HeardPiece): HeardPiece => ({ ...each, channel });

  it("is merged by time, with the channel as the speaker", async () => {
    const transcript = await heard(20, [
      ofChannel(
        0,
        once(0, 20, [
          ["hello", 1, 2],
          ["bye", 15, 16],
        ]),
      ),
      ofChannel(1, once(0, 20, [["well", 3, 4]])),
    ]);
    expect(transcript.segments.map(({ text, speaker }) => [text.trim(), speaker])).toEqual([
      ["hello", "Speaker 1"],
      ["well", "Speaker 2"],
      ["bye", "Speaker 1"],
    ]);
    expect(transcript.segments.map(({ id }) => id)).toEqual([0, 1, 2]);
  });

  it("counts a stretch that is missing in one channel as missing, and says whose words they are", async () => {
    const transcript = await heard(20, [ofChannel(0, once(0, 20, [["all", 0, 20]]))], {
      missing: [{ start: 5, end: 10, reason: "speech_rejected", channel: 1 }],
    });
    expect(transcript.coverage.missing).toEqual([
      { start: 5, end: 10, reason: "speech_rejected", speaker: "Speaker 2" },
    ]);
    expect(sum(transcript)).toBe(20);
  });
});

describe("languages", () => {
  it("are told for the segments that are not in the recording's", async () => {
    const transcript = await heard(30, [piece(0), piece(1), piece(2, { language: "de" })]);
    expect(transcript.language).toBe("en");
    expect(transcript.segments.map(({ language }) => language)).toEqual([undefined, undefined, "de"]);
  });
});
